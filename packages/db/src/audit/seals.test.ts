import { beforeAll, describe, expect, it } from "vitest";
import type { Sql } from "../client/index.ts";
import { brokenInvariants } from "../invariants/index.ts";
import { aMerchant, brokenAfter, NOW, useTestDatabase } from "../testing/index.ts";
import { sealAudit } from "./index.ts";

const database = useTestDatabase();
let accounts: readonly string[] = [];

beforeAll(async () => {
  const [one, other] = [await aMerchant(database.db), await aMerchant(database.db)];
  accounts = [one.id, other.id];
});

const note = (accountId: string, subjectId: string) =>
  database.db.read.audit.insert({
    accountId,
    actor: "anna",
    action: "done",
    subject: "thing",
    subjectId,
    details: { b: 1, a: [0.5] },
    at: NOW,
  });
const seal = (looksAtAll = false) => database.db.unitOfWork(({ sql }) => sealAudit(sql, { now: NOW, looksAtAll }));

/** The entries that are not as sealed after that. */
const foundAfter = async (breaking: (sql: Sql) => Promise<unknown>): Promise<string[]> =>
  (await brokenAfter(database.db, breaking)).flatMap(({ name, ids }) => (name === "audit_is_as_sealed" ? ids : []));

async function numberOf(subjectId: string): Promise<string> {
  const [row] = await database.db.read.sql<{ id: bigint }>(`SELECT "id" FROM "AuditEntry" WHERE "subjectId" = $1`, [subjectId]);
  return String(row?.id);
}

describe("the audit trail", () => {
  it("is sealed as a chain of its own for every account, each entry once", async () => {
    for (const nth of [1, 2, 3]) for (const accountId of accounts) await note(accountId, `${accounts.indexOf(accountId)}-${nth}`);
    expect([await seal(), await seal()]).toEqual([6, 0]);
    await note(accounts[0] ?? "", "0-4");
    expect(await seal()).toBe(1);
    const rows = await database.db.read.sql<{ accountId: string; seq: bigint; subjectId: string }>(
      `SELECT s."accountId", s."seq", e."subjectId" FROM "AuditSeal" s JOIN "AuditEntry" e ON e."id" = s."entryId" ORDER BY 3`,
    );
    expect(rows.map(({ accountId, seq, subjectId }) => [accounts.indexOf(accountId), Number(seq), subjectId])).toEqual([
      [0, 1, "0-1"],
      [0, 2, "0-2"],
      [0, 3, "0-3"],
      [0, 4, "0-4"],
      [1, 1, "1-1"],
      [1, 2, "1-2"],
      [1, 3, "1-3"],
    ]);
    expect((await brokenInvariants(database.db.read.sql)).map(({ name }) => name)).not.toContain("audit_is_as_sealed");
  });

  it.each([
    ["another actor", `"actor" = 'ben'`],
    ["another time", `"at" = "at" + interval '1 millisecond'`],
    ["one figure in the details", `"details" = jsonb_set("details", '{b}', '2')`],
  ])("names the entry that was given %s", async (_what, change) => {
    const id = await numberOf("0-2");
    expect(await foundAfter((sql) => sql(`UPDATE "AuditEntry" SET ${change} WHERE "subjectId" = '0-2'`))).toEqual([id]);
  });

  it("names the entry that was taken away, and those behind a seal that was forged or taken", async () => {
    expect(await foundAfter((sql) => sql(`DELETE FROM "AuditEntry" WHERE "subjectId" = '1-1'`))).toEqual([await numberOf("1-1")]);
    const both = await foundAfter((sql) =>
      sql(`UPDATE "AuditSeal" SET "digest" = 'f' WHERE "accountId" = $1 AND "seq" = 2`, [accounts[0]]),
    );
    expect(both).toEqual([await numberOf("0-2"), await numberOf("0-3")]);
    expect(await foundAfter((sql) => sql(`DELETE FROM "AuditSeal" WHERE "accountId" = $1 AND "seq" = 2`, [accounts[0]]))).toContain(
      await numberOf("0-3"),
    );
  });

  it("finds an entry that was written long ago and never sealed when it looks at all of them", async () => {
    await database.db.read.sql(
      `INSERT INTO "AuditEntry" ("id", "accountId", "actor", "action", "subject", "subjectId", "at") VALUES (-5000, $1, 'a', 'b', 'c', 'late', $2)`,
      [accounts[1], NOW],
    );
    expect([await seal(), await seal(true), await seal(true)]).toEqual([0, 1, 0]);
  });

  it("keeps its seals like its entries", async () => {
    await expect(database.db.read.sql(`UPDATE "AuditSeal" SET "digest" = 'x'`)).rejects.toThrow("only added to");
    await expect(database.db.read.sql(`TRUNCATE "AuditSeal"`)).rejects.toThrow("only added to");
  });
});
