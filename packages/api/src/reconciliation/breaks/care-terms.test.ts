import { aMember, useTestDatabase } from "@tillbook/db/testing";
import type { Role } from "@tillbook/domain/staff";
import { addDays } from "@tillbook/domain/time";
import { describe, expect, it } from "vitest";
import { type BooksContext, importStatement } from "../../settlement/index.ts";
import { DAY, financeAt, NEXT_DAY, row, sold, statement, takeIn } from "../../settlement/testing/books.ts";
import { approveResolutions, assignBreaks, listBreaks, proposeResolutions } from "../index.ts";
import { onDay, run } from "../testing/people.ts";

const test = useTestDatabase();

/** A merchant's desk with Fiona, Ben and Olga, who owns it; P1 a cent short and X9 unknown to us. */
async function aDesk(settlementRules: object = {}) {
  const desk = await financeAt(test.db);
  const account = { ...desk.account, settlementRules };
  const at = async (name: string, role: Role): Promise<BooksContext> => {
    const userId = await aMember(test.db, account, name, role);
    return { ...desk, account, actor: { kind: "staff", userId, name, role } };
  };
  const [fiona, ben, olga] = [await at("Fiona", "finance"), await at("Ben", "finance"), await at("Olga", "owner")];
  const clock: BooksContext = { ...fiona, actor: { kind: "system", name: "clock" } };
  await takeIn(fiona, sold("P1"));
  const rows = [row({ syssn: "X9", gross: "50.00", net: "49.20" }), row({ syssn: "P1", gross: "99.99", net: "99.19" })];
  await importStatement(fiona, { name: "day.csv", bytes: statement(...rows) });
  return { fiona, ben, olga, clock };
}

const openOf = async (ctx: BooksContext, asked: Partial<Parameters<typeof listBreaks>[1]> = {}) =>
  (await listBreaks(ctx, { isSettled: false, limit: 9, ...asked })).items;
const MONDAY = DAY;

describe("a break that was given to nobody", () => {
  it("is looked after by whoever ran its day, on the next business day", async () => {
    const { fiona } = await aDesk();
    await run(fiona, DAY);
    const care = { owner: "Fiona", nextActionOn: addDays(NEXT_DAY, 1), isByDefault: true, isOverdue: false };
    expect(await openOf(fiona)).toMatchObject([care, care]);
  });

  it("is found by its owner, page by page, beside those that were assigned", async () => {
    const { fiona, ben } = await aDesk();
    await run(fiona, DAY);
    const [short, unknown] = await openOf(fiona);
    await assignBreaks(fiona, { subjects: [unknown?.subject ?? ""], owner: "Ben", nextActionOn: addDays(DAY, 9) });
    const found = async (owner: string) => (await openOf(fiona, { owner })).map(({ codes, isByDefault }) => [...codes, isByDefault]);
    expect([await found("Fiona"), await found("Ben"), await found("Olga")]).toEqual([
      [["AMOUNT_MISMATCH", true]],
      [["MISSING_INTERNAL", false]],
      [],
    ]);
    await run(ben, DAY);
    const first = await listBreaks(fiona, { isSettled: false, owner: "Ben", limit: 1 });
    const second = await listBreaks(fiona, { isSettled: false, owner: "Ben", limit: 1, after: first.next ?? undefined });
    expect([first.total, ...[...first.items, ...second.items].map(({ subject }) => subject), second.next]).toEqual([
      2,
      short?.subject,
      unknown?.subject,
      null,
    ]);
  });

  it("is an owner's when no person ran the day", async () => {
    const { fiona, clock } = await aDesk();
    await run(clock, DAY);
    expect((await openOf(fiona, { owner: "Olga" })).map(({ owner }) => owner)).toEqual(["Olga", "Olga"]);
  });

  it("is whose the account's setting says, which changes neither rule version nor result", async () => {
    const { fiona } = await aDesk();
    const named: BooksContext = { ...fiona, account: { ...fiona.account, settlementRules: { breakOwner: "Back office" } } };
    const [before, after] = [await run(fiona, DAY), await run(named, DAY)];
    expect([after.rule_version, after.result_hash]).toEqual([before.rule_version, before.result_hash]);
    expect((await openOf(named, { owner: "Back office" })).map(({ owner }) => owner)).toEqual(["Back office", "Back office"]);
    expect(await openOf(named, { owner: "Fiona" })).toEqual([]);
  });

  it("keeps its date when the day is run again, and is overdue when that has passed", async () => {
    const { fiona } = await aDesk({ calendar: { holidays: [addDays(MONDAY, 2)] } });
    await run(fiona, DAY);
    const due = addDays(MONDAY, 3);
    await run(onDay(fiona, due), DAY);
    expect((await openOf(onDay(fiona, due)))[0]).toMatchObject({ nextActionOn: due, isOverdue: false });
    await run(onDay(fiona, addDays(due, 1)), DAY);
    expect((await openOf(onDay(fiona, addDays(due, 1))))[0]).toMatchObject({ nextActionOn: due, isOverdue: true });
  });
});

it("has nothing to be done about it once it is settled", async () => {
  const { fiona, ben } = await aDesk();
  await run(fiona, DAY);
  const [short] = await openOf(fiona);
  const place = { settleDay: DAY, runId: short?.runId ?? "", ordinals: [short?.ordinal ?? 0] };
  const { proposals } = await proposeResolutions(fiona, { ...place, wish: { action: "WRITE_OFF", account: "write_off" }, reason: "small" });
  await approveResolutions(ben, { proposalIds: proposals.map(({ proposalId }) => proposalId) });
  await run(fiona, DAY);
  const { items } = await listBreaks(onDay(fiona, addDays(DAY, 30)), { isSettled: true, limit: 9 });
  expect(items).toMatchObject([{ state: "RESOLVED", owner: "Fiona", nextActionOn: null, isOverdue: false }]);
});
