import { lastCheck } from "@tillbook/db/invariants";
import { aMerchant, useTestDatabase } from "@tillbook/db/testing";
import { instantFromWire, wireTimeSchema } from "@tillbook/domain/time";
import { beforeAll, describe, expect, it } from "vitest";
import { checkBooks } from "./index.ts";

const database = useTestDatabase();
const silent = (): void => undefined;
const told: object[] = [];
let accountId = "";

const look = (at: string) =>
  checkBooks({
    db: database.db,
    clock: { now: () => instantFromWire(wireTimeSchema.parse(at)) },
    log: { info: silent, warn: silent, error: (what) => void told.push(what) },
  });
const found = async () => lastCheck(database.db.read.sql);

beforeAll(async () => {
  accountId = (await aMerchant(database.db)).id;
  await database.db.read.sql(`UPDATE "MerchantAccount" SET "createdAt" = $1`, [
    instantFromWire(wireTimeSchema.parse("2026-03-10 09:00:00")),
  ]);
});

describe("the nightly look at the books", () => {
  it("comes once a night, and by day only where no night was used for a day and a half", async () => {
    expect(await look("2026-03-10 12:00:00")).toBe(false);
    expect(await look("2026-03-11 04:00:00")).toBe(true);
    expect([await look("2026-03-11 04:05:00"), await look("2026-03-11 23:00:00"), await look("2026-03-12 03:59:59")]).toEqual([
      false,
      false,
      false,
    ]);
    expect([await look("2026-03-12 06:59:59"), await look("2026-03-13 07:00:00")]).toEqual([true, false]);
    expect([await look("2026-03-13 19:00:00"), await look("2026-03-14 04:00:00")]).toEqual([true, true]);
    expect(await found()).toMatchObject({ broken: [] });
  });

  it("seals the audit trail first, so that the next one finds a changed entry, names it and tells the log", async () => {
    const entry = { accountId, actor: "anna", action: "done", subject: "thing", subjectId: "1", at: new Date(0) };
    await database.db.read.audit.insert(entry);
    expect(await look("2026-03-15 04:00:00")).toBe(true);
    await database.db.unitOfWork(async ({ sql }) => {
      await sql("SET LOCAL session_replication_role = replica");
      await sql(`UPDATE "AuditEntry" SET "actor" = 'ben'`);
    });
    expect(await look("2026-03-16 04:00:00")).toBe(true);
    const [row] = await database.db.read.sql<{ id: bigint }>(`SELECT "id" FROM "AuditEntry"`);
    const broken = { name: "audit_is_as_sealed", ids: [String(row?.id)] };
    expect(await found()).toMatchObject({ broken: [broken] });
    expect(told).toEqual([{ promise: broken.name, rows: broken.ids }]);
  });
});
