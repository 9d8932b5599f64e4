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
});
