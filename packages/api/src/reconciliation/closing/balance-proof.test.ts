import { useTestDatabase } from "@tillbook/db/testing";
import { addDays } from "@tillbook/domain/time";
import { describe, expect, it } from "vitest";
import { importStatement } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn } from "../../settlement/testing/books.ts";
import { approveResolutions, listBreaks, proposeResolutions, readBalances, readChecklist, readClose } from "../index.ts";
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

describe("the balance with QFPay where rows settle what the books do not count yet", () => {
  const closing = async (people: Awaited<ReturnType<typeof twoPeople>>, day: typeof DAY) => {
    const { proofs } = await run(people.anna, day);
    await close(people, day);
    const [balance] = (await readClose(people.anna, { settleDay: day })).balances;
    return [proofs.balance, balance?.openTransactions, balance?.unpaidBatches, balance?.closing];
  };

  it("is proven when a payment of the next day stands in the file, and again once that day is closed", async () => {
    const people = await twoPeople(test.db);
    const early = [sold("P2", { time: `${NEXT_DAY} 00:30:00` }), sold("P3", { amountMinor: 5_000n, time: `${NEXT_DAY} 12:00:00` })];
    await takeIn(people.anna, sold("P1"), ...early);
    const short = row({ syssn: "P3", gross: "49.00", fee: "0.40", net: "48.60" });
    await importStatement(people.anna, { name: "first.csv", bytes: statement(row({ syssn: "P1" }), row({ syssn: "P2" }), short) });
    expect((await run(people.anna, DAY)).broken).toMatchObject([{ codes: ["AMOUNT_MISMATCH"], difference: "-1.00" }]);
    const { items } = await listBreaks(people.anna, { isSettled: false, settleDay: DAY, limit: 9 });
    const [aBreak] = items;
    const { runId, ordinal } = aBreak ?? { runId: "", ordinal: 0 };
    const wish = { action: "WRITE_OFF", account: "write_off" } as const;
    const { proposals } = await proposeResolutions(people.anna, { settleDay: DAY, runId, ordinals: [ordinal], wish, reason: "accepted" });
    await approveResolutions(people.ben, { proposalIds: proposals.map(({ proposalId }) => proposalId) });
    expect(await closing(people, DAY)).toEqual(["0.00", "-150.00", "247.00", "97.00"]);
    await importStatement(people.anna, { name: "second.csv", bytes: statement(`#DAY,${NEXT_DAY}`) });
    expect(await closing(people, NEXT_DAY)).toEqual(["0.00", "0.00", "247.00", "247.00"]);
  });

  it("is proven on the first day that is closed at all, though its file settles what was sold before", async () => {
    const people = await twoPeople(test.db);
    await takeIn(people.anna, sold("P0", { time: "2026-03-05 12:00:00" }), sold("P1"));
    await importStatement(people.anna, { name: "first.csv", bytes: statement(row({ syssn: "P0" }), row({ syssn: "P1" })) });
    expect(await closing(people, DAY)).toEqual(["0.00", "-100.00", "198.40", "98.40"]);
  });

  it("is proven when days are closed out of their order", async () => {
    const people = await twoPeople(test.db);
    await takeIn(people.anna, sold("P1"), sold("P2"), sold("P3", { time: `${NEXT_DAY} 12:00:00` }));
    await importStatement(people.anna, { name: "first.csv", bytes: statement(row({ syssn: "P1" })) });
    const late = ["P2", "P3"].map((syssn) => row({ syssn, day: NEXT_DAY, batch: "B2" }));
    await importStatement(people.anna, { name: "second.csv", bytes: statement(...late) });
    expect(await closing(people, NEXT_DAY)).toEqual(["0.00", "-100.00", "198.40", "98.40"]);
    expect(await closing(people, DAY)).toEqual(["0.00", "0.00", "297.60", "297.60"]);
  });
});
