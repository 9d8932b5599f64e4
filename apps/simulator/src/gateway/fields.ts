import { z } from "zod";
import { readWireTime } from "../wire/index.ts";
import { type Refusal, refused } from "./answer.ts";
import { PROTOCOL_LIMITS } from "./names.ts";
import type { Received } from "./received.ts";

const TIME_FIELDS = ["txdtm", "start_time", "end_time"];

/** Int(11) is a MySQL column, whose largest value this is. */
const LARGEST_AMOUNT = 2_147_483_647n;

/** Minor units: a positive whole number in plain digits. */
export const amountField = z
  .string()
  .regex(/^[1-9]\d{0,10}$/, "a positive whole number of minor units")
  .transform((text) => BigInt(text))
  .refine((minor) => minor <= LARGEST_AMOUNT, "at most 2147483647");

export const outTradeNoField = z.string().max(PROTOCOL_LIMITS.outTradeNo);
export const syssnField = z.string().max(PROTOCOL_LIMITS.syssn);
export const udidField = z.string().max(PROTOCOL_LIMITS.udid);
export const txzoneField = z.string().regex(/^[+-]\d{4}$/, "an offset such as +0800, its plus sign encoded as %2B");
/** A time's form is judged before all other fields, see `readFields`. */
export const timeField = z.string();

/** A comma-separated list; an absent one is undefined. */
export const listField = z
  .string()
  .max(PROTOCOL_LIMITS.numberList)
  .transform((text) => text.split(",").filter((part) => part !== ""));

/**
 * Reads the parameters of one call. A malformed time is 1103 and goes before everything else, which is 1104; empty
 * values count as absent.
 */
export function readFields<Schema extends z.ZodType>(
  schema: Schema,
  params: Received["params"],
): { readonly kind: "read"; readonly fields: z.output<Schema> } | Refusal {
  const filled = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ""));
  const badTime = TIME_FIELDS.find((name) => filled[name] !== undefined && readWireTime(filled[name]) === undefined);
  if (badTime !== undefined) return refused("1103", `${badTime} is no time of the form YYYY-MM-DD hh:mm:ss`);
  const read = schema.safeParse(filled);
  if (read.success) return { kind: "read", fields: read.data };
  const [issue] = read.error.issues;
  const name = issue?.path.join(".") ?? "";
  return refused("1104", filled[name] === undefined ? `${name} is missing` : `${name}: ${issue?.message ?? "invalid"}`);
}
