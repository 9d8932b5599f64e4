import { isExpected } from "@tillbook/domain/reconciliation";
import { cutoffSchema, settlementDay, settlementDayBounds, settlementDaySchema } from "@tillbook/domain/time";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aMerchant, useTestDatabase } from "../testing/index.ts";
import type { TransactionRow } from "../transactions/index.ts";

const test = useTestDatabase();
const FIRST = settlementDaySchema.parse("2026-03-01");
const LAST = settlementDaySchema.parse("2026-03-31");

const transactions = fc.array(
  fc.record({
    at: fc.date({ min: new Date("2026-02-28T00:00:00Z"), max: new Date("2026-04-01T00:00:00Z"), noInvalidDate: true }),
    kind: fc.constantFrom<TransactionRow["kind"]>("payment", "refund"),
    respcd: fc.constantFrom("0000", "1143", "1205"),
    cancel: fc.constantFrom("0", "1", "2", "3", "4", "5"),
    payType: fc.constantFrom(null, "800201", "801008", "801010"),
    environment: fc.constantFrom<TransactionRow["environment"]>("production", "test"),
    currency: fc.constantFrom<"HKD" | "JPY">("HKD", "JPY"),
  }),
  { maxLength: 20 },
);

describe("a month counted by the database", () => {
  it("has the days, the transactions and the sums that our own rules give", async () => {
    await fc.assert(
      fc.asyncProperty(transactions, fc.constantFrom("00:00:00", "22:00:00", "04:30:00"), async (told, hour) => {
        const cutoff = cutoffSchema.parse(hour);
        const account = await aMerchant(test.db);
        const rows = told.map(({ at, currency, ...row }, n): TransactionRow => {
          const amount = { minor: row.kind === "refund" ? -BigInt(n + 1) : BigInt(n + 1), currency };
          const numbers = { syssn: `S${n}`, origssn: null, outTradeNo: null, chnlsn: null, mchid: null, paymentId: null, refundId: null };
          return { ...numbers, ...row, accountId: account.id, amount, sysdtm: at, txdtm: null, paydtm: null };
        });
        for (const row of rows) await test.db.read.transactions.upsert(row, new Date());
        const stretch = {
          from: settlementDayBounds(FIRST, cutoff).from,
          until: settlementDayBounds(LAST, cutoff).until,
          cutoff,
          accountId: account.id,
          first: FIRST,
          last: LAST,
        };
        const counted = [...(await test.db.read.runs.ourDays(stretch)).values()].filter(({ count }) => count > 0);
        const expected = Map.groupBy(rows.filter(isExpected), ({ sysdtm }) => settlementDay(sysdtm, cutoff));
        const inMonth = [...expected].filter(([day]) => day >= FIRST && day <= LAST).toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect(counted.map(({ day, count }) => [day, count])).toEqual(inMonth.map(([day, group]) => [day, group.length]));
        const sums = (group: readonly TransactionRow[], currency: string): bigint =>
          group.filter(({ amount }) => amount.currency === currency).reduce((sum, { amount }) => sum + amount.minor, 0n);
        for (const { day, gross } of counted) {
          for (const { currency, minor } of gross) expect(minor).toBe(sums(expected.get(day) ?? [], currency));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("is marked by what its transactions say, in whatever order they came", async () => {
    const days = ["2026-03-05T04:00:00Z", "2026-03-05T05:00:00Z", "2026-03-06T05:00:00Z"];
    const told = days.map(
      (at, n): Told => ({ syssn: `S${n}`, at: new Date(at), minor: BigInt(n + 1), currency: "HKD", respcd: "0000", cancel: "0" }),
    );
    const [first, second, third] = told;
    if (!first || !second || !third) throw new Error("three transactions are told");
    const marks = await marksOf(told);
    expect([...marks.keys()]).toEqual(["2026-03-05", "2026-03-06"]);
    expect(await marksOf(told.toReversed())).toEqual(marks);
    const changes: Partial<Told>[] = [{ syssn: "T0" }, { minor: 7n }, { currency: "JPY" }, { respcd: "1143" }, { cancel: "1" }];
    const learned: Partial<TransactionRow>[] = [
      { mchid: "SHOP2" },
      { payType: "801008" },
      { chnlsn: "4200" },
      { outTradeNo: "TB1" },
      { paydtm: first.at },
    ];
    for (const each of learned) changes.push({ learned: each });
    for (const change of [...changes, { minor: second.minor, respcd: "1205" }]) {
      const changed = await marksOf([{ ...first, ...change }, second, third]);
      expect(changed.get(DAY_OF_TWO)).not.toBe(marks.get(DAY_OF_TWO));
      expect(changed.get(DAY_AFTER)).toBe(marks.get(DAY_AFTER));
    }
    expect((await marksOf([first, third])).get(DAY_OF_TWO)).not.toBe(marks.get(DAY_OF_TWO));
    expect((await marksOf([third])).has(DAY_OF_TWO)).toBe(false);
  });
});

const DAY_OF_TWO = settlementDaySchema.parse("2026-03-05");
const DAY_AFTER = settlementDaySchema.parse("2026-03-06");

type Told = {
  syssn: string;
  at: Date;
  minor: bigint;
  currency: "HKD" | "JPY";
  respcd: string;
  cancel: string;
  /** What was learned of it besides. */
  learned?: Partial<TransactionRow>;
};

/** The month's marks, which are the same however they are asked for: with counts and sums, alone, or for one day. */
async function marksOf(told: readonly Told[]) {
  const account = await aMerchant(test.db);
  for (const { at, minor, currency, learned, ...row } of told) {
    const others = {
      origssn: null,
      outTradeNo: null,
      chnlsn: null,
      mchid: null,
      payType: null,
      paymentId: null,
      refundId: null,
      txdtm: null,
      paydtm: null,
    };
    const known: TransactionRow = {
      ...others,
      ...learned,
      ...row,
      accountId: account.id,
      amount: { minor, currency },
      kind: "payment",
      environment: "production",
      sysdtm: at,
    };
    await test.db.read.transactions.upsert(known, new Date());
  }
  const cutoff = cutoffSchema.parse("22:00:00");
  const stretchOf = (first: typeof FIRST, last: typeof FIRST) => {
    const bounds = { from: settlementDayBounds(first, cutoff).from, until: settlementDayBounds(last, cutoff).until };
    return { ...bounds, cutoff, accountId: account.id, first, last };
  };
  const { runs } = test.db.read;
  const marks = await runs.ourMarks(stretchOf(FIRST, LAST));
  expect(new Map([...(await runs.ourDays(stretchOf(FIRST, LAST)))].map(([day, { mark }]) => [day, mark]))).toEqual(marks);
  for (const day of [DAY_OF_TWO, DAY_AFTER]) expect((await runs.ourMarks(stretchOf(day, day))).get(day)).toBe(marks.get(day));
  return marks;
}
