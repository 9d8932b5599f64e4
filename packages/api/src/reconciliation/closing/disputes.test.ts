import { useTestDatabase } from "@tillbook/db/testing";
import { addDays, type SettlementDay } from "@tillbook/domain/time";
import { describe, expect, it } from "vitest";
import { importStatement, readDisputes } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn } from "../../settlement/testing/books.ts";
import { approveResolutions, listBreaks, proposeResolutions, readJournals } from "../index.ts";
import { close, onDay, run, twoPeople } from "../testing/people.ts";

const test = useTestDatabase();
const THIRD = addDays(DAY, 2);
type People = Awaited<ReturnType<typeof twoPeople>>;

const upload = ({ anna }: People, name: string, ...rows: string[]) => importStatement(anna, { name, bytes: statement(...rows) });
const takenBack = row({ syssn: "P1", type: "CHARGEBACK", gross: "-100.00", fee: "0.00", net: "-100.00" });
const givenBack = (day: SettlementDay) =>
  row({ syssn: "P1", type: "CHARGEBACK_REVERSAL", gross: "100.00", fee: "0.00", net: "100.00", day, batch: "B3" });

/** The first day closed with its one break settled as told. */
async function closedWith(wish: Parameters<typeof proposeResolutions>[1]["wish"]): Promise<People> {
  const people = await twoPeople(test.db);
  await takeIn(people.anna, sold("P1"), sold("P2", { time: `${NEXT_DAY} 12:00:00` }), sold("P3", { time: `${THIRD} 12:00:00` }));
  await upload(people, "day.csv", row({ syssn: "P1" }), takenBack);
  await run(people.anna, DAY);
  const { items } = await listBreaks(people.anna, { isSettled: false, settleDay: DAY, limit: 9 });
  expect(items.map(({ codes }) => codes)).toEqual([["CHARGEBACK_NEW"]]);
  const [dispute] = items;
  const { proposals } = await proposeResolutions(people.anna, {
    settleDay: DAY,
    runId: dispute?.runId ?? "",
    ordinals: [dispute?.ordinal ?? 0],
    wish,
    reason: "disputed",
  });
  for (const { proposalId, needsChecker } of proposals)
    if (needsChecker) await approveResolutions(people.ben, { proposalIds: [proposalId] });
  await run(people.anna, DAY);
  await close(people, DAY);
  await upload(people, "next.csv", row({ syssn: "P2", day: NEXT_DAY, batch: "B2" }));
  await run(people.anna, NEXT_DAY);
  await close(people, NEXT_DAY);
  await upload(people, "third.csv", row({ syssn: "P3", day: THIRD, batch: "B3" }), givenBack(THIRD));
  return people;
}

const CARRY = { action: "CARRY", until: addDays(DAY, 60), owner: "Fiona" } as const;
const suspense = async (people: People, day: SettlementDay): Promise<number> =>
  (await readJournals(people.anna, { settleDay: day }))
    .flatMap(({ lines }) => lines)
    .filter(({ account }) => account === "suspense")
    .reduce((sum, { debit, credit }) => sum + Number(debit) - Number(credit), 0);

describe("a dispute", () => {
  it("that was carried ends with the reversal of a later day: both rows are matched, nobody has to do anything", async () => {
    const people = await closedWith(CARRY);
    expect(await run(people.anna, THIRD)).toMatchObject({
      broken: [],
      matched: [{ line: "third.csv#3", stage: "SUBLEDGER" }, { line: "third.csv#2" }],
      carried_forward: [{ line: "day.csv#3", kind: "matched", original_settle_day: DAY }],
      proofs: { file: "0.00", day: "0.00", balance: "0.00" },
    });
    await close(people, THIRD);
    expect([await suspense(people, DAY), await suspense(people, THIRD)]).toEqual([100, -100]);
    expect(await readDisputes(people.anna)).toMatchObject([{ state: "WON", endedOn: THIRD }]);
    const after = onDay(people.anna, addDays(DAY, 90));
    expect(await run(after, addDays(DAY, 3), { asOf: addDays(DAY, 90), takesPrior: true })).toMatchObject({ carried_forward: [] });
  });

  it("that was accepted as a loss stays one: what comes back is a gain that two people look at", async () => {
    const people = await closedWith({ action: "WRITE_OFF", account: "write_off" });
    expect(await run(people.anna, THIRD)).toMatchObject({
      broken: [{ line: "third.csv#3", codes: ["UNEXPLAINED_ADJUSTMENT"], difference: "100.00" }],
      carried_forward: [],
    });
  });

  it("is answered as well on a day that takes nothing of closed ones, and then ends in the one that does", async () => {
    const people = await closedWith(CARRY);
    expect(await run(people.anna, THIRD, { takesPrior: false })).toMatchObject({ broken: [], carried_forward: [] });
    expect(await run(people.anna, addDays(DAY, 3), { takesPrior: true })).toMatchObject({
      carried_forward: [{ line: "day.csv#3", kind: "matched" }],
    });
  });
});
