import type { Repositories } from "@tillbook/db/client";
import { isKeyShaped, prefixOf } from "@tillbook/domain/access";
import { scopeSchema } from "@tillbook/domain/staff";
import { newId } from "../orders/index.ts";
import { hashOfKey } from "./new-key.ts";

/** Keeps the key that a demo start prints, with every scope. One that was revoked stays revoked. Throws when it is no key. */
export async function ensureDemoKey(tx: Repositories, demo: { accountId: string; key: string; now: Date }): Promise<void> {
  if (!isKeyShaped(demo.key)) throw new Error("DEMO_API_KEY must look like tb_test_ and 43 characters");
  await tx.apiKeys.insert({
    id: newId(),
    accountId: demo.accountId,
    name: "Demo",
    prefix: prefixOf(demo.key),
    hash: hashOfKey(demo.key),
    scopes: scopeSchema.options,
    createdBy: "demo",
    createdAt: demo.now,
    expiresAt: null,
  });
}
