import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { after, aMerchant, NOW, useTestDatabase } from "../testing/index.ts";
import type { NewApiKey, NewApiRequest } from "./index.ts";

const database = useTestDatabase();

function aKey(accountId: string, over: Partial<NewApiKey> = {}): NewApiKey {
  const id = uuidv7();
  const owner = { createdBy: "staff:1", createdAt: NOW, expiresAt: null };
  return { id, accountId, name: "shop", prefix: "tb_live_abcd", hash: id, scopes: ["orders:read"], ...owner, ...over };
}

function aRequest(accountId: string, over: Partial<NewApiRequest> = {}): NewApiRequest {
  const ids = { id: uuidv7(), apiKeyId: uuidv7(), idempotencyKey: "key-1" };
  return { ...ids, accountId, fingerprint: "f", leaseUntil: after(20_000), createdAt: NOW, ...over };
}

describe("an API key", () => {
  it("is found by its digest, used to the minute, and ended once by somebody who is named", async () => {
    const { id: accountId } = await aMerchant(database.db);
    const key = aKey(accountId);
    const { apiKeys } = database.db.read;
    await apiKeys.insert(key);
    await apiKeys.insert({ ...aKey(accountId), hash: key.hash, name: "another" });
    expect(await apiKeys.byHash(key.hash)).toMatchObject({ id: key.id, name: "shop", lastUsedAt: null });
    expect(await apiKeys.byHash("none")).toBeNull();
    await apiKeys.used({ id: key.id, lastUsedAt: null }, after(1));
    await apiKeys.used({ id: key.id, lastUsedAt: after(1) }, after(59_000));
    expect(await apiKeys.byId(accountId, key.id)).toMatchObject({ lastUsedAt: after(1) });
    expect(await apiKeys.revoke((await aMerchant(database.db)).id, key.id, "staff:2", NOW)).toBe(false);
    expect(await apiKeys.revoke(accountId, key.id, "staff:2", NOW)).toBe(true);
    expect(await apiKeys.revoke(accountId, key.id, "staff:3", after(1))).toBe(false);
    expect(await apiKeys.ofAccount(accountId)).toMatchObject([{ revokedAt: NOW, revokedBy: "staff:2" }]);
  });
});

describe("a call under an Idempotency-Key", () => {
  it("is taken on by exactly one of many at once", async () => {
    const { id: accountId } = await aMerchant(database.db);
    const taken = await Promise.all(Array.from({ length: 40 }, () => database.db.read.apiRequests.take(aRequest(accountId))));
    expect(taken.filter((each) => each !== null)).toMatchObject([{ runs: 1, status: null }]);
  });

  it("is taken over when its runner let the time run out, unless it was another call", async () => {
    const { id: accountId } = await aMerchant(database.db);
    const { apiRequests } = database.db.read;
    const first = await apiRequests.take(aRequest(accountId));
    const again = (at: number, over: Partial<NewApiRequest> = {}) =>
      apiRequests.take(aRequest(accountId, { createdAt: after(at), leaseUntil: after(at + 20_000), ...over }));
    expect(await again(19_999)).toBeNull();
    expect(await again(20_000, { fingerprint: "other" })).toBeNull();
    expect(await again(20_000)).toMatchObject({ id: first?.id, runs: 2, createdAt: NOW });
    if (first) await apiRequests.hold(first, after(90_000)); // the first runner wakes up: it holds nothing any more
    expect(await again(40_000)).toMatchObject({ id: first?.id, runs: 3 });
  });

  it("is answered once and for ever", async () => {
    const { id: accountId } = await aMerchant(database.db);
    const { apiRequests, sql } = database.db.read;
    const request = await apiRequests.take(aRequest(accountId));
    const id = request?.id ?? "";
    expect(await apiRequests.answer(id, { status: 201, sealedAnswer: "one", at: NOW })).toBe(true);
    expect(await apiRequests.answer(id, { status: 500, sealedAnswer: "two", at: NOW })).toBe(false);
    expect(await apiRequests.take(aRequest(accountId, { createdAt: after(99_000_000) }))).toBeNull();
    expect(await apiRequests.byKey(accountId, "key-1")).toMatchObject({ status: 201, sealedAnswer: "one" });
    await expect(sql(`UPDATE "ApiRequest" SET "status" = 500 WHERE "id" = $1`, [id])).rejects.toMatchObject({
      constraint: "request_is_answered_once",
    });
  });
});
