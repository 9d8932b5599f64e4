import { z } from "zod";
import { freeText } from "../orders/index.ts";
import { scopeSchema } from "../staff/index.ts";

/** What an owner says of a new key. Messages are fault words that screens translate. */
export const createApiKeySchema = z.strictObject({
  name: freeText(60).min(1, "required"),
  scopes: z
    .array(scopeSchema)
    .min(1, "required")
    .max(scopeSchema.options.length, "too_long")
    .transform((scopes) => scopeSchema.options.filter((scope) => scopes.includes(scope))),
  /** Days until it ends by itself; null never. */
  expiresInDays: z.int("not_a_number").min(1, "out_of_range").max(3_650, "out_of_range").nullable().default(null),
});
export type CreateApiKey = z.output<typeof createApiKeySchema>;

/** Where a key stands. Only a valid one opens anything. */
export type ApiKeyStanding = "valid" | "expired" | "revoked";

export function standingOf(key: { expiresAt: Date | null; revokedAt: Date | null }, now: Date): ApiKeyStanding {
  if (key.revokedAt !== null) return "revoked";
  return key.expiresAt !== null && key.expiresAt <= now ? "expired" : "valid";
}

const SHAPE = /^tb_(?:live|test)_[\w-]{43}$/;

/** Whether text could be a key at all: `tb_live_` or `tb_test_` and 256 bits in base64url. */
export function isKeyShaped(text: string): boolean {
  return SHAPE.test(text);
}

/** So much of a key is kept readable, for people to know it again. */
export function prefixOf(key: string): string {
  return key.slice(0, "tb_live_".length + 4);
}
