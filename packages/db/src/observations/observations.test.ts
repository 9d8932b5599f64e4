import { describe, expect, it } from "vitest";
import { aMerchant, anOrder, NOW, useTestDatabase } from "../testing/index.ts";
import type { ObservationRow } from "./index.ts";

const database = useTestDatabase();
const heard = (over: Partial<ObservationRow> = {}): ObservationRow => ({
  accountId: null,
  paymentId: null,
  refundId: null,
  source: "notification",
  verdict: "unknown",
  findings: [],
  outTradeNo: null,
  syssn: null,
  respcd: null,
  notifyType: null,
  raw: "{}",
  receivedAt: NOW,
  ...over,
});

describe("what was heard, what changed and who did what", () => {
  it.each(["Observation", "StateChange", "AuditEntry"])("is added to %s and never edited or taken away", async (table) => {
    const { db } = database;
    const { id: accountId } = await aMerchant(db);
    const { id: subjectId } = await anOrder(db, accountId);
    await db.read.observations.insert(heard({ accountId }));
    await db.read.observations.insertChange({
      accountId,
      subject: "order",
      subjectId,
      before: null,
      after: "open",
      actor: "test",
      observationId: null,
      at: NOW,
    });
    await db.read.audit.insert({ accountId, actor: "test", action: "order.created", subject: "order", subjectId, at: NOW });
    await expect(db.read.sql(`UPDATE "${table}" SET "accountId" = "accountId"`)).rejects.toThrow(/only added to/);
    await expect(db.read.sql(`DELETE FROM "${table}"`)).rejects.toThrow(/only added to/);
    await expect(db.read.sql(`TRUNCATE "${table}" CASCADE`)).rejects.toThrow(/only added to/);
    expect(await db.read.sql(`SELECT 1 FROM "${table}" WHERE "accountId" = $1`, [accountId])).toHaveLength(1);
  });

  it("is kept even where its text is none that a database can hold", async () => {
    await expect(database.db.read.observations.insert(heard({ raw: 'a\u0000b"\ud800' }))).resolves.toBeTypeOf("bigint");
  });

  it("is a repeat only when this very notification was believed before", async () => {
    const { observations } = database.db.read;
    const { id: accountId } = await aMerchant(database.db);
    const again = { accountId, syssn: "S1", notifyType: "payment" };
    await observations.insert(heard({ ...again, verdict: "mismatched" }));
    await observations.insert(heard({ ...again, source: "enquiry", verdict: "verified" }));
    expect(await observations.wasHeard(accountId, "payment", "S1")).toBe(false);
    await observations.insert(heard({ ...again, verdict: "verified" }));
    expect(await observations.wasHeard(accountId, "payment", "S1")).toBe(true);
    expect(await observations.wasHeard(accountId, "refund", "S1")).toBe(false);
  });
});
