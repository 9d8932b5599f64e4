import { useTestDatabase } from "@tillbook/db/testing";
import {
  addDays,
  cutoffSchema,
  instantFromWire,
  type SettlementDay,
  settlementDay,
  wireFromInstant,
  wireTimeSchema,
} from "@tillbook/domain/time";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BooksContext, importStatement } from "../../settlement/index.ts";
import { DAY, financeAt, NEXT_DAY, row, sold, statement, takeIn, withRole } from "../../settlement/testing/books.ts";
import { run, twoPeople } from "../testing/people.ts";
import { dryRun, readLens } from "./index.ts";

const test = useTestDatabase();
const MIDNIGHT = cutoffSchema.parse("00:00:00");
const at = (day: SettlementDay, time: string) => ({ time: `${day} ${time}` });
const instant = (text: string): Date => instantFromWire(wireTimeSchema.parse(text));

/** What stands in the tables that runs and people write to. */
async function kept(ctx: BooksContext): Promise<unknown> {
  const tables = ["ReconciliationRun", "RunEntry", "RunBatch", "AuditEntry", "Proposal", "DayClose"];
  return test.db.read.sql(`SELECT ${tables.map((name) => `(SELECT count(*) FROM "${name}")`).join(", ")}, $1::text AS "of"`, [
    ctx.account.id,
  ]);
}

describe("the day-boundary lens", () => {
  it("tells the four clocks of a transaction, and what moves at another cut-off", async () => {
    const ctx = await financeAt(test.db);
    const late = { ...at(DAY, "23:58:10"), paydtm: instant(`${NEXT_DAY} 00:02:41`), txdtm: instant(`${DAY} 22:58:00`) };
    await takeIn(
      ctx,
      sold("P1"),
      sold("P2", late),
      sold("P3", { ...at(DAY, "21:00:00"), amountMinor: 2_500n }),
      sold("R1", { ...at(DAY, "22:30:00"), amountMinor: -1_000n }),
    );
    await importStatement(ctx, { name: "day.csv", bytes: statement(row({ syssn: "P2", day: NEXT_DAY })) });
    const seen = await readLens(ctx, { first: DAY, last: NEXT_DAY, cutoff: cutoffSchema.parse("22:00:00"), only: "moving", limit: 10 });
    expect(seen.rows).toEqual([
      expect.objectContaining({ syssn: "R1", amount: "-10.00", settleDay: DAY, otherDay: NEXT_DAY }),
      {
        syssn: "P2", kind: "payment", payType: "800201", currency: "HKD", amount: "100.00", txdtm: `${DAY} 22:58:00`, sysdtm: `${DAY} 23:58:10`,
        paydtm: `${NEXT_DAY} 00:02:41`, walletDay: NEXT_DAY, fileDay: NEXT_DAY, settleDay: DAY, otherDay: NEXT_DAY, isNearBoundary: true,
      }, // biome-ignore format: a list reads better
    ]);
    expect(seen.days).toEqual([
      { settleDay: DAY, currency: "HKD", has: { count: 4, amount: "215.00" }, wouldHave: { count: 2, amount: "125.00" }, comes: { count: 0, amount: "0.00" }, goes: { count: 2, amount: "90.00" } },
      { settleDay: NEXT_DAY, currency: "HKD", has: { count: 0, amount: "0.00" }, wouldHave: { count: 2, amount: "90.00" }, comes: { count: 2, amount: "90.00" }, goes: { count: 0, amount: "0.00" } },
    ]); // biome-ignore format: a list reads better
  });

  it("shows what stands near a boundary page by page, and moves nothing at the cut-off in force", async () => {
    const ctx = await financeAt(test.db);
    await takeIn(
      ctx,
      sold("P1"),
      sold("P2", at(DAY, "23:00:00")),
      sold("P3", at(NEXT_DAY, "01:59:00")),
      sold("P4", at(NEXT_DAY, "02:01:00")),
    );
    const look = { first: DAY, last: NEXT_DAY, limit: 1 };
    const first = await readLens(ctx, { ...look, only: "boundary" });
    const second = await readLens(ctx, { ...look, only: "boundary", after: first.next ?? undefined });
    expect([first.rows[0]?.syssn, second.rows[0]?.syssn, second.next]).toEqual(["P2", "P3", null]);
    expect((await readLens(ctx, { ...look, only: "moving" })).rows).toEqual([]);
    expect((await readLens(ctx, { ...look, only: "all", limit: 9 })).rows).toHaveLength(4);
    await expect(readLens(withRole(ctx, "cashier"), { ...look, only: "all" })).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("counts and sums as our own rule does, whatever the cut-offs", async () => {
    const anHour = fc.constantFrom("00:00:00", "22:00:00", "04:30:00", "12:00:00").map((text) => cutoffSchema.parse(text));
    const times = fc.array(fc.integer({ min: -40, max: 70 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(times, anHour, anHour, async (hours, cutoff, other) => {
        const plain = await financeAt(test.db);
        const ctx = { ...plain, account: { ...plain.account, settlementRules: { cutoff } } };
        const rows = hours.map((hour, n) => {
          const time = wireFromInstant(new Date(instant(`${DAY} 00:00:00`).getTime() + hour * 3_600_000 + n * 61_000));
          return sold(`P${n}`, { amountMinor: BigInt(n * 7 + 1), time });
        });
        if (rows.length > 0) await takeIn(ctx, ...rows);
        const { days } = await readLens(ctx, { first: DAY, last: NEXT_DAY, cutoff: other, only: "all", limit: 1 });
        const sumOf = (day: SettlementDay, by: typeof cutoff): bigint =>
          rows.filter(({ sysdtm }) => settlementDay(sysdtm, by) === day).reduce((sum, { amount }) => sum + amount.minor, 0n);
        const cents = (amount = "0.00"): bigint => BigInt(amount.replace(".", ""));
        for (const day of [DAY, NEXT_DAY]) {
          const seen = days.find(({ settleDay }) => settleDay === day);
          expect([cents(seen?.has.amount), cents(seen?.wouldHave.amount)]).toEqual([sumOf(day, cutoff), sumOf(day, other)]);
          expect(cents(seen?.wouldHave.amount)).toBe(cents(seen?.has.amount) + cents(seen?.comes.amount) - cents(seen?.goes.amount));
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe("a dry run of other rules", () => {
  async function aDay() {
    const { anna } = await twoPeople(test.db);
    await takeIn(anna, sold("P1"), sold("P2", at(DAY, "23:00:00")), sold("P3", { amountMinor: 750n }));
    const rows = [row({ syssn: "P1", fee: "0.60", net: "99.40" }), row({ syssn: "P3", gross: "7.50", fee: "0.05", net: "7.45" })];
    await importStatement(anna, { name: "day.csv", bytes: statement(...rows) });
    await run(anna, DAY);
    return anna;
  }
  const wish = { first: addDays(DAY, -3), last: NEXT_DAY };

  it("says what would have been different, and writes nothing", async () => {
    const ctx = await aDay();
    const before = await kept(ctx);
    const exact = { kind: "matched", stage: "KEY_EXACT", carriedIn: false, explained: [] };
    const found = await dryRun(ctx, { ...wish, rules: { fee: { rate: "0.60%" } } });
    expect(found).toEqual({
      changed: 2,
      days: [
        {
          settleDay: DAY,
          before: { matched: 1, broken: 1, carried: 1, ignored: 0 },
          after: { matched: 2, broken: 0, carried: 1, ignored: 0 },
          changed: 2,
          rows: [
            { about: expect.stringMatching(/^line:/), line: "day.csv#2", syssn: "P1", before: { kind: "broken", codes: ["FEE_MISMATCH"], difference: "-0.20", currency: "HKD" }, after: exact },
            { about: expect.stringMatching(/^line:/), line: "day.csv#3", syssn: "P3", before: { ...exact, explained: [{ code: "FEE_ROUNDING", amount: "-0.01", currency: "HKD" }] }, after: exact },
          ],
        },
      ],
    }); // biome-ignore format: a list reads better
    expect(await kept(ctx)).toEqual(before);
  });

  it("finds nothing different under the rules in force, and tells what another cut-off would move out of the day", async () => {
    const ctx = await aDay();
    expect((await dryRun(ctx, { ...wish, rules: { cutoff: MIDNIGHT } })).changed).toBe(0);
    const [day] = (await dryRun(ctx, { ...wish, rules: { cutoff: "22:00:00" } })).days;
    expect(day?.rows).toMatchObject([{ about: "transaction:P2", syssn: "P2", after: null }]);
  });

  it("keeps the parts of a setting that are not named", async () => {
    const ctx = await aDay();
    const [day] = (await dryRun(ctx, { ...wish, rules: { fee: { rounding: "DOWN" } } })).days; // at 0.80 % still
    expect(day?.rows).toEqual([]);
    const strict = await dryRun(ctx, { ...wish, rules: { tolerance: { feeLineMinor: 0 } } });
    expect(strict.days[0]?.rows).toMatchObject([{ syssn: "P3", before: { kind: "matched" }, after: { codes: ["FEE_MISMATCH"] } }]);
  });

  it("refuses rules that are none, and people who may not run days", async () => {
    const ctx = await aDay();
    await expect(dryRun(ctx, { ...wish, rules: { fee: { rate: "much" } } })).rejects.toMatchObject({
      code: "invalid_input",
      fields: [{ field: "rules.fee.rate" }],
    });
    await expect(dryRun(ctx, { ...wish, rules: { cutoff: "22:00:00" } }, 2)).rejects.toMatchObject({
      code: "invalid_input",
      fields: [{ field: "last", fault: "too_many_rows", params: { rows: "3", most: "2" } }],
    });
    await expect(dryRun(withRole(ctx, "cashier"), { ...wish, rules: {} })).rejects.toMatchObject({ code: "not_allowed" });
  });
});
