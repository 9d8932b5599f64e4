import { z } from "zod";

const schema: z.ZodType<SchemaPart> = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), schema).optional();
  },
  get items() {
    return schema.optional();
  },
  get anyOf() {
    return z.array(schema).optional();
  },
});

/** What the page shows of a schema. */
export type SchemaPart = {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  enum?: unknown[] | undefined;
  default?: unknown;
  examples?: unknown[] | undefined;
  required?: string[] | undefined;
  properties?: Record<string, SchemaPart> | undefined;
  items?: SchemaPart | undefined;
  anyOf?: SchemaPart[] | undefined;
};

const content = z.record(
  z.string(),
  z.looseObject({ schema: schema.optional(), example: z.unknown().optional(), examples: z.record(z.string(), z.unknown()).optional() }),
);
const parameter = z.looseObject({
  $ref: z.string().optional(),
  name: z.string().optional(),
  in: z.string().optional(),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: schema.optional(),
});
const operation = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string(),
  parameters: z.array(parameter).default([]),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  requestBody: z.looseObject({ description: z.string().optional(), content }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ $ref: z.string().optional(), description: z.string().optional(), content: content.optional() }),
  ),
});
/** A tag's name is what operations refer to it by; its title is what people read. */
const tag = z.looseObject({ name: z.string(), description: z.string() }).transform((read) => ({ ...read, title: read.name }));

const document = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.looseObject({ url: z.string() })),
  tags: z.array(tag),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  webhooks: z.record(z.string(), z.looseObject({ post: operation })),
  components: z.looseObject({
    schemas: z.record(z.string(), schema),
    parameters: z.record(z.string(), parameter),
    responses: z.record(z.string(), z.looseObject({ description: z.string(), content: content.optional() })),
    securitySchemes: z.looseObject({ apiKey: z.looseObject({ description: z.string() }) }),
  }),
});

/** The parts of the OpenAPI document that the page shows. */
export type ReadDocument = z.output<typeof document>;
export type ReadOperation = z.output<typeof operation>;
export type ReadParameter = z.output<typeof parameter>;

/** Reads the document as the page needs it. Throws when it is none of ours. */
export function readDocument(given: object): ReadDocument {
  return document.parse(given);
}
