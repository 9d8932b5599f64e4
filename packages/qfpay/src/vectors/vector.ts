import { z } from "zod";

const hexSchema = z.string().regex(/^([0-9a-fA-F]{32}|[0-9a-fA-F]{64})$/, "must be a hex digest");

const common = {
  name: z.string().min(1),
  signtype: z.enum(["MD5", "SHA256"]),
  key: z.string(),
  expected: hexSchema,
  publishedForm: hexSchema.optional(),
  mustNotEqual: z.array(hexSchema).optional(),
  /** `wechat-v2` is WeChat's own: the key goes in as `&key=…`. */
  scheme: z.enum(["qfpay", "wechat-v2"]).optional(),
};

const paramsVectorSchema = z.object({
  ...common,
  kind: z.literal("params"),
  emptyValues: z.enum(["kept", "dropped"]),
  params: z.record(z.string(), z.string()),
  signString: z.string().optional(),
  /** Digest of the same parameters when empty values are dropped instead. */
  emptyDropped: hexSchema.optional(),
  formBody: z.string().optional(),
  /** Query string with the digest as its last parameter, `sign`. */
  urlQuery: z.string().optional(),
});
export type ParamsVector = z.output<typeof paramsVectorSchema>;

const rawBodyVectorSchema = z.object({
  ...common,
  kind: z.literal("rawBody"),
  rawBody: z.string(),
  rawBodyBytes: z.int().optional(),
  direction: z.enum(["notification", "response"]).optional(),
  shouldVerifyAsNotification: z.boolean().optional(),
});
export type RawBodyVector = z.output<typeof rawBodyVectorSchema>;

/** One golden vector: inputs, key and the digest they must give. Other fields (source, note …) are for people. */
export const vectorSchema = z.discriminatedUnion("kind", [paramsVectorSchema, rawBodyVectorSchema]);
export type Vector = z.output<typeof vectorSchema>;
