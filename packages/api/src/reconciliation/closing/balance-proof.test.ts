import { useTestDatabase } from "@tillbook/db/testing";
import { addDays } from "@tillbook/domain/time";
import { describe, expect, it } from "vitest";
import { importStatement } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn } from "../../settlement/testing/books.ts";
import { readBalances, readChecklist, readClose } from "../index.ts";
import { close, onDay, run, twoPeople } from "../testing/people.ts";

const test = useTestDatabase();

/** What was kept is changed behind the back of every rule: only somebody with the database in hand can do so. */
async function changeByHand(statementText: string, params: readonly unknown[]): Promise<void> {
  await test.db.unitOfWork(async (tx) => {
    await tx.sql("SET LOCAL session_replication_role = replica"); // no trigger hears of it
    await tx.sql(statementText, params);
  });
}

describe("the balance with QFPay, from what is kept", () => {
  async function twoDays() {
    const people = await twoPeople(test.db);
    await takeIn(people.anna, sold("P1"), sold("P2", { amountMinor: 5_000n }), sold("P3", { time: `${NEXT_DAY} 12:00:00` }));
    const bytes = statement(row({ syssn: "P1" }), `#PAYOUT,PAY1,HKD,99.20,${NEXT_DAY}`);
    await importStatement(people.anna, { name: "first.csv", bytes });
    await run(people.anna, DAY);
    await close(people, DAY);
    await importStatement(people.anna, { name: "second.csv", bytes: statement(row({ syssn: "P3", day: NEXT_DAY, batch: "B2" })) });
    expect((await run(people.anna, NEXT_DAY)).proofs).toEqual({ file: "0.00", day: "0.00", balance: "0.00" });
    const point = async () => {
      const list = await readChecklist(onDay(people.anna, NEXT_DAY), { settleDay: NEXT_DAY });
      return list.find(({ code }) => code === "BALANCE_PROOF");
    };
    return { ...people, accountId: people.anna.account.id, point };
  }

  it("stands in the certificate, both sides of it, and rolls from close to close", async () => {
    const people = await twoDays();
    expect((await readClose(people.anna, { settleDay: DAY })).balances).toMatchObject([
      {
        opening: "0.00",
        payments: "150.00",
        fees: "-0.80",
        payouts: "-99.20",
        closing: "50.00",
        openTransactions: "50.00",
        unpaidBatches: "0.00",
      },
    ]);
    expect(await people.point()).toMatchObject({ isMet: true, params: { off: "" } });
    expect(await readBalances(people.anna, { settleDay: DAY })).toMatchObject([{ currency: "HKD", closing: "50.00", off: "0.00" }]);
    expect(await readBalances(people.anna, { settleDay: NEXT_DAY })).toMatchObject([
      {
        opening: "50.00",
        payments: "100.00",
        fees: "-0.80",
        closing: "149.20",
        openTransactions: "50.00",
        unpaidBatches: "99.20",
        off: "0.00",
      },
    ]);
    expect(await readBalances(people.anna, { settleDay: addDays(NEXT_DAY, 1) })).toEqual([]);
  });

  it.each([
    [
      "what a closed day has posted",
      `UPDATE "ClosePosting" p SET "minor" = p."minor" + 1 FROM "DayClose" c WHERE c."id" = p."closeId" AND c."accountId" = $1 AND p."kind" = 'payments'`,
    ],
    [
      "what a batch will pay",
      `UPDATE "RunBatch" b SET "settleMinor" = b."settleMinor" + 1 FROM "ReconciliationRun" r WHERE r."id" = b."runId" AND r."accountId" = $1 AND b."batchNo" = 'B2'`,
    ],
    [
      "what a transaction that waits is worth",
      `UPDATE "Transaction" SET "amountMinor" = "amountMinor" + 1 WHERE "accountId" = $1 AND "syssn" = 'P2'`,
    ],
  ])("holds the day open once a cent of %s is another", async (_what, change) => {
    const people = await twoDays();
    await changeByHand(change, [people.accountId]);
    const { isMet, params } = (await people.point()) ?? {};
    expect([isMet, /^HKD -?0\.01$/.test(params?.off ?? "")]).toEqual([false, true]);
  });
});
