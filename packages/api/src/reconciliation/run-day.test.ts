import { useTestDatabase } from "@tillbook/db/testing";
import { settlementDaySchema } from "@tillbook/domain/time";
import { describe, expect, it } from "vitest";
import { type BooksContext, importStatement } from "../settlement/index.ts";
import { DAY, financeAt, NEXT_DAY, row, sold, statement, takeIn, withRole } from "../settlement/testing/books.ts";
import { dayResult, listDays, type ResultDocument, readDay, readEntries, runDay } from "./index.ts";
import { mixedDay } from "./testing/mixed-day.ts";

const test = useTestDatabase();

const upload = (ctx: BooksContext, name: string, ...rows: string[]) => importStatement(ctx, { name, bytes: statement(...rows) });

async function resultOf(ctx: BooksContext, settleDay = DAY, asOf = NEXT_DAY): Promise<ResultDocument> {
  await runDay(ctx, { settleDay, asOf });
  const document = await dayResult(ctx, { settleDay });
  if (!document) throw new Error("the run was not kept");
  return document;
}

describe("a run of a day", () => {
  it("is told as one document", async () => {
    const ctx = await financeAt(test.db);
    await mixedDay(ctx);
    expect(await resultOf(ctx)).toMatchObject({
      account: ctx.account.name,
      settle_day: "2026-03-09",
      as_of: "2026-03-10",
      inputs: [{ file: "day.csv" }],
      totals: { HKD: { lines: 3, gross: "299.99", fee: "2.40", net: "297.59" } },
      proofs: { file: "0.00", day: "0.00" },
      day_proofs: {
        HKD: {
          external: "199.99",
          internal: "300.00",
          unseen: "100.00",
          settledElsewhere: "0.00",
          carriedIn: "0.00",
          differences: "-0.01",
          off: "0.00",
        },
      },
      matched: [{ line: "day.csv#2", syssn: ["P1"], stage: "KEY_EXACT", carried_in: false, explained: [] }],
      broken: [{ line: "day.csv#3", syssn: "P2", codes: ["AMOUNT_MISMATCH"], difference: "-0.01", currency: "HKD" }],
      carried: [{ syssn: "P3", reason: "NOT_IN_DAY_FILE", expected_value_date: "2026-03-10" }],
      ignored: [{ line: "day.csv#4", reason: "OUT_OF_SCOPE" }],
      alerts: [],
    });
  });

  it("is kept beside those before it, and says the same when nothing changed", async () => {
    const ctx = await financeAt(test.db);
    await mixedDay(ctx);
    const first = await resultOf(ctx);
    const second = await resultOf(ctx);
    expect(second.result_hash).toBe(first.result_hash);
    expect((await readDay(ctx, { settleDay: DAY })).run?.number).toBe(2);
  });

  it("cannot be rewritten", async () => {
    const ctx = await financeAt(test.db);
    const { runId } = await runDay(ctx, { settleDay: DAY });
    await expect(ctx.db.read.sql(`UPDATE "ReconciliationRun" SET "broken" = 0 WHERE "id" = $1`, [runId])).rejects.toThrow("only added to");
  });

  it("has the same result hash whatever the order of imports, file names and rows", async () => {
    const rows = [row({ syssn: "P1" }), row({ syssn: "P2", gross: "99.00", net: "98.20" }), row({ syssn: "P3" })];
    const more = [row({ syssn: "P3", batch: "B2" }), row({ syssn: "P4", batch: "B2" })];
    const hashes: string[] = [];
    for (const isReversed of [false, true]) {
      const ctx = await financeAt(test.db);
      await takeIn(ctx, ...(isReversed ? [sold("P3"), sold("P2"), sold("P1")] : [sold("P1"), sold("P2"), sold("P3")]));
      const uploads: [string, string[]][] = [
        [isReversed ? "x.csv" : "a.csv", isReversed ? rows.toReversed() : rows],
        [isReversed ? "y.csv" : "b.csv", isReversed ? more.toReversed() : more],
      ];
      for (const [name, lines] of isReversed ? uploads.toReversed() : uploads) await upload(ctx, name, ...lines);
      hashes.push((await resultOf(ctx)).result_hash);
    }
    expect(hashes[1]).toBe(hashes[0]);
  });

  it("takes no line of a file that waits, and does not wait for a file that is in quarantine", async () => {
    const ctx = await financeAt(test.db);
    await takeIn(ctx, sold("P1"));
    await upload(ctx, "lying.csv", row({ syssn: "P1" }), "#TOTAL,HKD,9,100.00,0.80,99.20");
    expect(await resultOf(ctx)).toMatchObject({
      matched: [],
      carried: [{ syssn: "P1", reason: "AWAITING_FILE" }],
      alerts: ["MISSING_FILE"],
    });
  });

  it("matches after an enquiry what was broken before it, and never unlearns a success", async () => {
    const ctx = await financeAt(test.db);
    await takeIn(ctx, sold("P1", { respcd: "1145", paydtm: null }));
    await upload(ctx, "day.csv", row({ syssn: "P1" }));
    expect((await resultOf(ctx)).broken).toMatchObject([{ codes: ["STATUS_MISMATCH"], difference: "100.00" }]);
    await takeIn(ctx, sold("P1"));
    await takeIn(ctx, sold("P1", { respcd: "1143", paydtm: null }));
    expect(await resultOf(ctx)).toMatchObject({ broken: [], matched: [{ syssn: ["P1"] }] });
  });

  it("knows what other days settle, in whatever order days are run", async () => {
    const ctx = await financeAt(test.db);
    await takeIn(ctx, sold("P1"), sold("P2", { time: "2026-03-09 23:59:59" }));
    await upload(ctx, "nine.csv", row({ syssn: "P1" }));
    await upload(ctx, "ten.csv", row({ syssn: "P2", day: NEXT_DAY, batch: "B2" }), row({ syssn: "P1", day: NEXT_DAY, batch: "B2" }));
    expect(await resultOf(ctx, NEXT_DAY)).toMatchObject({
      matched: [{ syssn: ["P2"], carried_in: true, explained: [{ code: "CUTOFF_SHIFT", amount: "0.00" }] }],
      broken: [{ syssn: "P1", codes: ["ALREADY_SETTLED"], difference: "100.00" }],
      proofs: { file: "0.00", day: "0.00" },
    });
    expect(await resultOf(ctx)).toMatchObject({
      matched: [{ syssn: ["P1"] }],
      carried: [],
      proofs: { day: "0.00" },
      day_proofs: { HKD: { settledElsewhere: "100.00" } },
    });
  });

  it("proves a file that speaks of two days on each of them", async () => {
    const ctx = await financeAt(test.db);
    await takeIn(ctx, sold("P1"), sold("P2", { time: "2026-03-10 12:00:00" }));
    await upload(ctx, "both.csv", row({ syssn: "P1" }), row({ syssn: "P2", day: NEXT_DAY }), "#TOTAL,HKD,2,200.00,1.60,198.40");
    expect(await resultOf(ctx)).toMatchObject({ matched: [{ line: "both.csv#2" }], proofs: { file: "0.00" } });
    expect(await resultOf(ctx, NEXT_DAY)).toMatchObject({ matched: [{ line: "both.csv#3" }], proofs: { file: "0.00" } });
  });

  it("judges a refund's fee by all refunds of its payment, also those of other days", async () => {
    const ctx = await financeAt(test.db);
    const refund = (syssn: string, amountMinor: bigint, time: string) => sold(syssn, { amountMinor, time, origssn: "P1" });
    await takeIn(
      ctx,
      sold("P1", { time: "2026-03-01 09:00:00", cancel: "3" }),
      refund("R1", -3_333n, "2026-03-02 09:00:00"),
      refund("R2", -3_333n, "2026-03-09 12:00:00"),
    );
    await upload(ctx, "day.csv", row({ syssn: "R2", type: "REFUND", gross: "-33.33", fee: "-0.26", net: "-33.07" }));
    expect((await resultOf(ctx)).matched).toMatchObject([{ syssn: ["R2"], explained: [] }]);
  });
});

describe("who may", () => {
  it("cashiers neither run nor see a day", async () => {
    const cashier = withRole(await financeAt(test.db), "cashier");
    await expect(runDay(cashier, { settleDay: DAY })).rejects.toMatchObject({ code: "not_allowed" });
    await expect(readDay(cashier, { settleDay: DAY })).rejects.toMatchObject({ code: "not_allowed" });
    await expect(listDays(cashier, { month: "2026-03" })).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("nobody sees another merchant's day", async () => {
    const [one, other] = [await financeAt(test.db), await financeAt(test.db)];
    await mixedDay(one);
    const { runId } = await runDay(one, { settleDay: DAY });
    expect(await dayResult(other, { settleDay: DAY })).toBeNull();
    await expect(
      readEntries(other, { settleDay: settlementDaySchema.parse(DAY), runId, kind: "matched", after: -1, limit: 10 }),
    ).rejects.toMatchObject({ code: "changed_meanwhile" });
  });
});
