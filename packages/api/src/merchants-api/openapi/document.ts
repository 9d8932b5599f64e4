import { scopeSchema } from "@tillbook/domain/staff";
import type { z } from "zod";
import type { Operation } from "../operation.ts";
import { OPERATIONS } from "../operations/index.ts";
import { published } from "../published.ts";
import { EVENTS } from "../schemas/events.ts";
import { ResponseBook } from "./responses.ts";
import { SchemaBook } from "./schemas.ts";
import { ABOUT, SCOPES, TAGS } from "./words.ts";

/**
 * The OpenAPI 3.1 document of the merchants' API, made of the very schemas that read the calls.
 * @param publicUrl where customers and programs reach us, without a trailing slash
 */
export function openapiDocument(publicUrl: string): object {
  const book = new SchemaBook();
  const responses = new ResponseBook(book, publicUrl);
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    const methods = (paths[operation.path] ??= {});
    methods[operation.method.toLowerCase()] = written(operation, book, responses);
  }
  const webhooks = Object.fromEntries(Object.entries(EVENTS).map(([subject, schema]) => [subject, { post: event(subject, schema, book) }]));
  return {
    openapi: "3.1.1",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: { title: "Tillbook", version: "1.0.0", description: ABOUT, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ apiKey: [] }],
    tags: TAGS,
    paths,
    webhooks,
    components: {
      schemas: book.all(),
      responses: responses.all(),
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", bearerFormat: "tb_live_… or tb_test_…", description: scopesText() } },
      parameters: PARAMETERS,
      headers: HEADERS,
    },
  };
}

function written(operation: Operation, book: SchemaBook, responses: ResponseBook): object {
  const parameters = [
    ...parametersIn("path", operation.params, book),
    ...parametersIn("query", operation.query, book),
    ...(operation.method === "POST" ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
  ];
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: `${operation.description}\n\nScope: \`${operation.scope}\`.`,
    security: [{ apiKey: [operation.scope] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.body ? { requestBody: requestBody(operation.body, book) } : {}),
    responses: responses.of(operation),
  };
}

function parametersIn(place: "path" | "query", schema: z.ZodObject | null, book: SchemaBook): object[] {
  if (!schema) return [];
  const required = new Set([book.input(schema)["required"]].flat());
  return Object.entries<z.core.$ZodType>(schema.shape).map(([name, each]) => {
    const { description, ...json } = book.input(asType(each));
    return {
      name,
      in: place,
      required: place === "path" || required.has(name),
      description: description ?? published.get(each)?.description ?? name,
      schema: json,
    };
  });
}

/** Shapes are typed by zod's core; all of ours are made by zod itself. */
function asType(schema: z.core.$ZodType): z.ZodType {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- zod's own classes are the only ones that we use
  return schema as z.ZodType;
}

function requestBody(body: NonNullable<Operation["body"]>, book: SchemaBook): object {
  if (body.kind === "json")
    return { required: true, content: { "application/json": { schema: book.input(body.schema), example: body.example } } };
  const file = { schema: { type: "string", contentMediaType: "application/octet-stream", description: body.description } };
  return { required: true, description: body.description, content: Object.fromEntries(body.mediaTypes.map((type) => [type, file])) };
}

function event(subject: string, schema: z.ZodType, book: SchemaBook): object {
  return {
    operationId: `${subject}Event`,
    tags: ["Webhooks"],
    summary: subject === "endpoint" ? "A test event" : `Something happened to ${subject === "order" ? "an order" : `a ${subject}`}`,
    description:
      "Posted to every endpoint that wants to hear of it, signed as Standard Webhooks says, repeated until it is answered with 2xx.",
    security: [],
    parameters: ["WebhookId", "WebhookTimestamp", "WebhookSignature"].map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: { required: true, content: { "application/json": { schema: book.output(schema) } } },
    responses: { "2XX": { description: "Taken. Anything else, and no answer within ten seconds, is a failure: it comes again." } },
  };
}

function scopesText(): string {
  return `Made by an owner under Developers. Scopes:\n\n${scopeSchema.options.map((scope) => `- \`${scope}\`: ${SCOPES[scope]}`).join("\n")}`;
}

const text = { type: "string" };
const PARAMETERS = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description:
      "Your own name for this call, 255 characters at most. Repeat the call under the same key until you have its answer: it happens once, and every repeat gets the first answer, also after a crash. Another call under the same key is refused. Kept for as long as what it made.",
    schema: { ...text, minLength: 1, maxLength: 255 },
    example: "shop-order-4711",
  },
  WebhookId: {
    name: "webhook-id",
    in: "header",
    required: true,
    description: "The event's own name: the same in every repeat.",
    schema: text,
  },
  WebhookTimestamp: {
    name: "webhook-timestamp",
    in: "header",
    required: true,
    description: "Seconds since 1970 of this attempt.",
    schema: text,
  },
  WebhookSignature: {
    name: "webhook-signature",
    in: "header",
    required: true,
    description: "`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; two of them, with a space between, while the secret changes.",
    schema: text,
  },
};
const HEADERS = {
  IdempotencyReplayed: {
    description: "`true` when this is the kept answer of an earlier run.",
    schema: { type: "string", enum: ["true"] },
  },
  RetryAfter: { description: "Seconds to wait.", schema: { type: "integer" } },
};
