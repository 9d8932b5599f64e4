import { useTestDatabase } from "@tillbook/db/testing";
import type { Wish } from "@tillbook/domain/reconciliation/breaks";
import { addDays, type SettlementDay } from "@tillbook/domain/time";
import { describe, expect, it } from "vitest";
import { type BooksContext, importStatement, withdrawProposal } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn, withRole } from "../../settlement/testing/books.ts";
import {
  approveReopen,
  approveResolutions,
  assignBreaks,
  listBreaks,
  proposeReopen,
  proposeResolutions,
  readClose,
  readDay,
  readJournals,
  readSuggestions,
  rejectResolutions,
  reverseResolution,
  waitingResolutions,
} from "../index.ts";
import { as, close, onDay, run, twoPeople } from "../testing/people.ts";

const test = useTestDatabase();
type People = Awaited<ReturnType<typeof twoPeople>>;
const REASON = "looked at it";
const proofs = { file: "0.00", day: "0.00", balance: "0.00" };

const upload = (ctx: BooksContext, name: string, ...rows: string[]) => importStatement(ctx, { name, bytes: statement(...rows) });

/** A closed day whose only row was booked by hand. */
async function aDayBookedByHand(): Promise<People & { bookedBy: string }> {
  const people = await twoPeople(test.db);
  await upload(people.anna, "day.csv", row({ syssn: "X9" }));
  await run(people.anna, DAY);
  const { proposalId } = await propose(people.anna, 0, book);
  await approve(people.ben, proposalId);
  await run(people.anna, DAY);
  await close(people, DAY);
  return { ...people, bookedBy: proposalId };
}

/** P1 a cent short, X9 unknown to us, P2 waiting. */
async function aBrokenDay(rules: object = {}): Promise<People> {
  const people = await twoPeople(test.db, rules);
  await takeIn(people.anna, sold("P1"), sold("P2", { amountMinor: 5_000n }));
  await upload(
    people.anna,
    "day.csv",
    row({ syssn: "P1", gross: "99.99", net: "99.19" }),
    row({ syssn: "X9", gross: "50.00", fee: "0.40", net: "49.60" }),
  );
  await run(people.anna, DAY);
  return people;
}

async function breaksOf(ctx: BooksContext, settleDay: SettlementDay = DAY) {
  const { items } = await listBreaks(ctx, { isSettled: false, settleDay, limit: 50 });
  const settled = await listBreaks(ctx, { isSettled: true, settleDay, limit: 50 });
  return [...items, ...settled.items].toSorted((a, b) => a.ordinal - b.ordinal);
}

async function propose(ctx: BooksContext, nth: number, wish: Wish, settleDay: SettlementDay = DAY) {
  const aBreak = (await breaksOf(ctx, settleDay))[nth];
  if (!aBreak) throw new Error("there is no such break");
  const { proposals } = await proposeResolutions(ctx, { settleDay, runId: aBreak.runId, ordinals: [aBreak.ordinal], wish, reason: REASON });
  const [proposal] = proposals;
  if (!proposal) throw new Error("nothing was proposed");
  return proposal;
}

const approve = (ctx: BooksContext, ...proposalIds: string[]) => approveResolutions(ctx, { proposalIds });

const writeOff: Wish = { action: "WRITE_OFF", account: "write_off" };
const ignore: Wish = { action: "IGNORE_LINE" };
const book: Wish = { action: "CREATE_INTERNAL" };

describe("a break", () => {
  it("is shown with its work: state, age, owner, and what may be done about it", async () => {
    const people = await aBrokenDay();
    expect(await breaksOf(people.anna)).toMatchObject([
      {
        codes: ["AMOUNT_MISMATCH"],
        difference: "-0.01",
        state: "OPEN",
        age: "0-1",
        owner: "A Shop",
        isByDefault: true,
        actions: ["ENQUIRE", "LINK", "CLAIM", "CARRY", "WRITE_OFF", "IGNORE_LINE"],
      },
      { codes: ["MISSING_INTERNAL"], actions: ["ENQUIRE", "LINK", "CREATE_INTERNAL", "CLAIM", "CARRY", "WRITE_OFF", "IGNORE_LINE"] },
    ]);
    const [first] = await breaksOf(people.anna);
    await assignBreaks(people.anna, { subjects: [first?.subject ?? ""], owner: "ben", nextActionOn: addDays(DAY, 3) });
    expect((await breaksOf(people.anna))[0]).toMatchObject({ owner: "ben", nextActionOn: addDays(DAY, 3), isByDefault: false });
    const mine = await listBreaks(people.anna, { isSettled: false, owner: "ben", limit: 10 });
    expect([mine.total, mine.items.map(({ subject }) => subject)]).toEqual([1, [first?.subject]]);
  });

  it("is listed page by page, by code and by day", async () => {
    const people = await aBrokenDay();
    const first = await listBreaks(people.anna, { isSettled: false, limit: 1 });
    const second = await listBreaks(people.anna, { isSettled: false, limit: 1, after: first.next ?? undefined });
    expect([first.total, first.items[0]?.codes, second.items[0]?.codes, second.next]).toEqual([
      2,
      ["AMOUNT_MISMATCH"],
      ["MISSING_INTERNAL"],
      null,
    ]);
    expect((await listBreaks(people.anna, { isSettled: false, code: "MISSING_INTERNAL", limit: 9 })).total).toBe(1);
    expect((await listBreaks(people.anna, { isSettled: false, settleDay: NEXT_DAY, limit: 9 })).items).toEqual([]);
  });

  it("is worked on by people who may, in an open day, on the run that they see", async () => {
    const people = await aBrokenDay();
    const [first] = await breaksOf(people.anna);
    const command = { settleDay: DAY, runId: first?.runId ?? "", ordinals: [first?.ordinal ?? 0], wish: writeOff, reason: REASON };
    const program: BooksContext = { ...people.anna, actor: { kind: "api", keyId: "k", name: "key", scopes: ["settlement:write"] } };
    for (const ctx of [program, withRole(people.anna, "cashier"), { ...people.anna, actor: { kind: "system", name: "job" } } as const])
      await expect(proposeResolutions(ctx, command)).rejects.toMatchObject({ code: "not_allowed" });
    await run(people.anna, DAY);
    await expect(proposeResolutions(people.anna, command)).rejects.toMatchObject({ code: "changed_meanwhile" });
  });
});

describe("what a second person must approve", () => {
  it("waits, shows what it will post, and takes effect with the next run", async () => {
    const people = await aBrokenDay();
    const { proposalId, needsChecker } = await propose(people.anna, 0, writeOff);
    expect(needsChecker).toBe(true);
    expect((await breaksOf(people.anna))[0]).toMatchObject({ state: "PROPOSED" });
    expect(await waitingResolutions(people.ben, { limit: 9 })).toMatchObject([
      { id: proposalId, action: "WRITE_OFF", state: "WAITING", posts: [{ debit: "write_off", credit: "clearing", amount: "0.01" }] },
    ]);
    await expect(propose(people.ben, 0, writeOff)).rejects.toMatchObject({ code: "changed_meanwhile" });
    await expect(approve(people.anna, proposalId)).rejects.toMatchObject({ code: "own_request" });
    await expect(approve(as(people.anna, "anna", "owner"), proposalId)).rejects.toMatchObject({ code: "own_request" });
    const before = (await run(people.anna, DAY)).result_hash;
    expect(await approve(people.ben, proposalId)).toEqual([{ proposalId, outcome: "APPROVED" }]);
    expect((await readDay(people.anna, { settleDay: DAY })).isStale).toBe(true);
    expect((await run(people.anna, DAY)).result_hash).not.toBe(before);
    expect((await breaksOf(people.anna))[0]).toMatchObject({
      state: "RESOLVED",
      resolutions: [{ state: "APPROVED", decidedBy: "staff:ben" }],
    });
    await expect(propose(people.anna, 0, ignore)).rejects.toMatchObject({ code: "resolution_not_possible" });
  });

  it("is rejected with a reason, withdrawn by its maker, and decided once", async () => {
    const people = await aBrokenDay();
    const first = await propose(people.anna, 0, writeOff);
    await rejectResolutions(people.ben, { proposalIds: [first.proposalId], note: "claim it first" });
    await expect(approve(people.ben, first.proposalId)).rejects.toMatchObject({ code: "changed_meanwhile" });
    const second = await propose(people.anna, 0, writeOff);
    await expect(withdrawProposal(people.ben, second)).rejects.toMatchObject({ code: "not_allowed" });
    await withdrawProposal(people.anna, second);
    const third = await propose(people.anna, 0, writeOff);
    const both = await Promise.allSettled([approve(people.ben, third.proposalId), approve(people.olga, third.proposalId)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("is for an owner above the limit", async () => {
    const people = await aBrokenDay({ writeOffLimit: "0.01" });
    const small = await propose(people.anna, 0, writeOff);
    await approve(people.ben, small.proposalId);
    const large = await propose(people.anna, 1, writeOff);
    await expect(approve(people.ben, large.proposalId)).rejects.toMatchObject({ code: "second_level_needed" });
    await approve(people.olga, large.proposalId);
  });

  it.each<[string, (people: People) => Promise<unknown>]>([
    ["a new answer of QFPay", (people) => takeIn(people.anna, sold("P1", { cancel: "5" }))],
    ["another file that names it", (people) => upload(people.anna, "more.csv", row({ syssn: "P1", day: NEXT_DAY, batch: "B2" }))],
  ])("is void after %s", async (_what, change) => {
    const people = await aBrokenDay();
    const { proposalId } = await propose(people.anna, 0, writeOff);
    await change(people);
    expect((await breaksOf(people.anna))[0]?.resolutions).toMatchObject([{ state: "VOID" }]);
    expect(await approve(people.ben, proposalId)).toEqual([{ proposalId, outcome: "VOID" }]);
    await run(people.anna, DAY);
    expect((await breaksOf(people.anna))[0]?.state).not.toBe("RESOLVED");
  });
});

describe("each way to settle a break keeps the proofs at zero", () => {
  it("WRITE_OFF: the difference is accepted, and posted with the close", async () => {
    const people = await aBrokenDay();
    for (const nth of [0, 1]) await approve(people.ben, (await propose(people.anna, nth, writeOff)).proposalId);
    expect(await run(people.anna, DAY)).toMatchObject({
      proofs,
      broken: [{ codes: ["AMOUNT_MISMATCH"] }, { codes: ["MISSING_INTERNAL"] }],
    });
    await close(people, DAY);
    const [journal] = await readJournals(people.anna, { settleDay: DAY });
    const writtenOff = journal?.lines.filter(({ account }) => account === "write_off").map(({ debit, credit }) => [debit, credit]);
    expect(writtenOff?.toSorted()).toEqual([
      ["0.00", "50.00"],
      ["0.01", "0.00"],
    ]);
    expect(await readClose(people.anna, { settleDay: DAY })).toMatchObject({ balances: [{ writeOffs: "49.99", openBreaks: "0.00" }] });
  });

  it("IGNORE_LINE: the row counts in no proof, and what it settled waits again", async () => {
    const people = await aBrokenDay();
    await approve(people.ben, (await propose(people.anna, 0, ignore)).proposalId);
    expect(await run(people.anna, DAY)).toMatchObject({
      proofs,
      ignored: [{ line: "day.csv#2", reason: "NOT_OURS" }],
      broken: [{ line: "day.csv#3" }],
      carried: [{ syssn: "P1" }, { syssn: "P2" }],
    });
  });

  it("CREATE_INTERNAL: the row is booked as ours, unless QFPay tells of it later", async () => {
    const people = await aBrokenDay();
    await approve(people.ben, (await propose(people.anna, 1, book)).proposalId);
    expect(await run(people.anna, DAY)).toMatchObject({ proofs, matched: [{ line: "day.csv#3", syssn: ["X9"] }] });
    await takeIn(people.anna, sold("X9", { amountMinor: 5_000n }));
    expect(await run(people.anna, DAY)).toMatchObject({ proofs, matched: [{ line: "day.csv#3", stage: "KEY_EXACT" }] });
  });

  it("CREATE_INTERNAL: what a closed day has booked is in the books, whatever day QFPay tells of it later", async () => {
    for (const time of ["2026-03-07 12:00:00", `${DAY} 12:00:00`, `${NEXT_DAY} 12:00:00`]) {
      const people = await aDayBookedByHand();
      await takeIn(people.anna, sold("X9", { time }));
      await upload(people.anna, "next.csv", `#DAY,${NEXT_DAY}`);
      expect(await run(people.anna, NEXT_DAY)).toMatchObject({ proofs, broken: [], carried: [], prior_day_items: [], carried_forward: [] });
      await close(people, NEXT_DAY);
      expect((await readClose(people.anna, { settleDay: NEXT_DAY })).balances).toMatchObject([{ payments: "0.00", closing: "99.20" }]);
    }
  });

  it("CREATE_INTERNAL: what was booked stays settled by its row, though its cancellation is in another file and QFPay calls it cancelled later", async () => {
    const people = await twoPeople(test.db);
    await upload(people.anna, "day.csv", row({ syssn: "X9", batch: "B2" }));
    const cancel = { type: "CANCEL", gross: "-100.00", fee: "-0.80", net: "-99.20", day: NEXT_DAY, batch: "B1" };
    await upload(people.anna, "next.csv", row({ syssn: "X9", ...cancel }));
    await run(people.anna, DAY);
    await approve(people.ben, (await propose(people.anna, 0, book)).proposalId);
    expect(await run(people.anna, DAY)).toMatchObject({ proofs, matched: [{ line: "day.csv#2", stage: "KEY_EXACT" }], broken: [] });
    await close(people, DAY);
    await takeIn(people.anna, sold("X9", { cancel: "2" }));
    await run(people.anna, NEXT_DAY);
    await approve(people.ben, (await propose(people.anna, 0, writeOff, NEXT_DAY)).proposalId);
    expect(await run(people.anna, NEXT_DAY)).toMatchObject({ proofs, broken: [{ line: "next.csv#2", difference: "-100.00" }] });
    await close(people, NEXT_DAY);
  });

  it("CREATE_INTERNAL: another row of what a closed day has booked is the same money once more", async () => {
    const people = await aDayBookedByHand();
    await upload(people.anna, "next.csv", row({ syssn: "X9", day: NEXT_DAY, batch: "B2" }));
    const told = { proofs, broken: [{ line: "next.csv#2", codes: ["ALREADY_SETTLED"], difference: "100.00" }] };
    expect(await run(people.anna, NEXT_DAY)).toMatchObject(told);
    await approve(people.ben, (await propose(people.anna, 0, writeOff, NEXT_DAY)).proposalId);
    expect(await run(people.anna, NEXT_DAY)).toMatchObject(told);
    await close(people, NEXT_DAY);
  });

  it("LINK: row and transaction are one, alone when nothing differs, with a second person otherwise", async () => {
    const people = await aBrokenDay();
    const [, unknown] = await breaksOf(people.anna);
    const place = { fileId: unknown?.line?.fileId ?? "", lineNo: unknown?.line?.lineNo ?? 0 };
    const link = (syssn: string): Wish => ({ action: "LINK", lines: [place], syssns: [syssn] });
    await expect(propose(people.anna, 1, link("P1"))).rejects.toMatchObject({ code: "resolution_not_possible" });
    expect(await propose(people.anna, 1, link("P2"))).toMatchObject({ needsChecker: false });
    expect(await run(people.anna, DAY)).toMatchObject({
      proofs,
      matched: [{ line: "day.csv#3", syssn: ["P2"], stage: "MANUAL" }],
      carried: [],
    });
    const own = { fileId: place.fileId, lineNo: 2 };
    const accepted = await propose(people.anna, 0, { action: "LINK", lines: [own], syssns: ["P1"] });
    expect(accepted.needsChecker).toBe(true);
    await approve(people.ben, accepted.proposalId);
    expect(await run(people.anna, DAY)).toMatchObject({
      proofs,
      broken: [],
      matched: [{ syssn: ["P1"], explained: [{ code: "ACCEPTED_DIFFERENCE", amount: "-0.01" }] }, { syssn: ["P2"] }],
    });
    await close(people, DAY);
  });

  it("CARRY: a matter of time until its day, then in the open day again", async () => {
    const people = await aBrokenDay();
    const soon: Wish = { action: "CARRY", until: addDays(DAY, 2), owner: "ben" };
    await expect(propose(people.anna, 0, { ...soon, until: NEXT_DAY })).rejects.toMatchObject({ code: "resolution_not_possible" });
    expect(await propose(people.anna, 0, soon)).toMatchObject({ needsChecker: false });
    const late = await propose(people.anna, 1, { ...soon, until: addDays(DAY, 30) });
    expect(late.needsChecker).toBe(true);
    await approve(people.ben, late.proposalId);
    expect(await run(people.anna, DAY)).toMatchObject({ proofs });
    expect(await breaksOf(people.anna)).toMatchObject([{ state: "CARRIED", owner: "ben" }, { state: "CARRIED" }]);
    await close(people, DAY);
    expect(await readClose(people.anna, { settleDay: DAY })).toMatchObject({ balances: [{ openBreaks: "-49.99" }] });
    const next = await run(people.anna, NEXT_DAY, { asOf: addDays(DAY, 3), takesPrior: true });
    expect(next).toMatchObject({
      proofs,
      carried_forward: [
        { line: "day.csv#2", why: ["AMOUNT_MISMATCH"], is_resolved: false },
        { line: "day.csv#3", why: ["MISSING_INTERNAL"], is_resolved: true },
        { syssn: ["P2"], kind: "carried" },
      ],
    });
    const [open] = await breaksOf(people.anna, NEXT_DAY);
    expect(open).toMatchObject({ state: "REOPENED", originalDay: DAY, actions: ["ENQUIRE", "LINK", "CLAIM", "CARRY", "WRITE_OFF"] });
    await approve(people.ben, (await propose(people.anna, 0, writeOff, NEXT_DAY)).proposalId);
    await upload(people.anna, "next.csv", row({ syssn: "P2", gross: "50.00", fee: "0.40", net: "49.60", day: NEXT_DAY, batch: "B2" }));
    expect(await run(people.anna, NEXT_DAY, { asOf: addDays(DAY, 3), takesPrior: true })).toMatchObject({ proofs });
    await close(people, NEXT_DAY, addDays(DAY, 3));
    expect(await readClose(people.anna, { settleDay: NEXT_DAY })).toMatchObject({
      balances: [{ writeOffs: "-0.01", openBreaks: "-50.00" }],
    });
  });

  it("CLAIM: raised with the provider, it stays open and goes on ageing", async () => {
    const people = await aBrokenDay();
    expect(await propose(people.anna, 0, { action: "CLAIM", ticket: "QF-77" })).toMatchObject({ needsChecker: false });
    expect((await breaksOf(people.anna))[0]).toMatchObject({ state: "CLAIMED", resolutions: [{ ticket: "QF-77" }] });
    await run(people.anna, DAY);
    await expect(close(people, DAY)).rejects.toMatchObject({ code: "day_not_ready" });
  });
});

describe("taking a resolution back", () => {
  it("is a new entry, needs as many people, and opens the break again", async () => {
    const people = await aBrokenDay();
    const first = await propose(people.anna, 0, writeOff);
    await approve(people.ben, first.proposalId);
    await run(people.anna, DAY);
    const back = await reverseResolution(people.anna, { resolutionId: first.proposalId, reason: "found it" });
    expect(back.needsChecker).toBe(true);
    await expect(approve(people.anna, back.proposalId)).rejects.toMatchObject({ code: "own_request" });
    await approve(people.ben, back.proposalId);
    await run(people.anna, DAY);
    expect((await breaksOf(people.anna))[0]).toMatchObject({
      state: "REOPENED",
      resolutions: [{ isReversed: true }, { action: "REVERSE" }],
    });
    await expect(reverseResolution(people.anna, { resolutionId: first.proposalId, reason: "again" })).rejects.toMatchObject({
      code: "changed_meanwhile",
    });
  });

  it("gives what was booked by hand back to QFPay's word, told before or after, and every day can be closed", async () => {
    for (const isToldFirst of [true, false]) {
      for (const cancel of ["0", "2"]) {
        const people = await aDayBookedByHand();
        const tell = () => takeIn(people.anna, sold("X9", { cancel }));
        if (isToldFirst) await tell();
        await approve(people.ben, (await reverseResolution(people.anna, { resolutionId: people.bookedBy, reason: "not ours" })).proposalId);
        if (!isToldFirst) await tell();
        await upload(people.anna, "next.csv", `#DAY,${NEXT_DAY}`);
        expect(await run(people.anna, NEXT_DAY)).toMatchObject({ proofs });
        if (cancel === "2") await approve(people.ben, (await propose(people.anna, 0, writeOff, NEXT_DAY)).proposalId);
        expect(await run(people.anna, NEXT_DAY)).toMatchObject({ proofs });
        await close(people, NEXT_DAY);
      }
    }
  });

  it("is a matter of the row's own day once that is open again, not of a day after the one that had it settled", async () => {
    const people = await twoPeople(test.db);
    await upload(people.anna, "day.csv", row({ syssn: "X9" }));
    await run(people.anna, DAY);
    const wait: Wish = { action: "CARRY", until: addDays(DAY, 2), owner: "ben" };
    await propose(people.anna, 0, wait);
    await run(people.anna, DAY);
    await close(people, DAY);
    await upload(people.anna, "next.csv", `#DAY,${NEXT_DAY}`);
    const later = { asOf: addDays(DAY, 3), takesPrior: true };
    await run(people.anna, NEXT_DAY, later);
    const { proposalId } = await propose(people.anna, 0, writeOff, NEXT_DAY);
    await approve(people.ben, proposalId);
    await run(people.anna, NEXT_DAY, later);
    await close(people, NEXT_DAY);
    await approveReopen(people.ben, await proposeReopen(people.anna, { settleDay: DAY, reason: "looked at again" }));
    await approve(people.ben, (await reverseResolution(people.anna, { resolutionId: proposalId, reason: "it is ours" })).proposalId);
    expect(await run(people.anna, addDays(DAY, 2))).toMatchObject({ carried_forward: [], proofs: { balance: "0.00" } });
    expect(await run(people.anna, DAY)).toMatchObject({ broken: [{ line: "day.csv#2" }], proofs });
  });

  it("is posted in the open day once the first one was sealed", async () => {
    const people = await aBrokenDay();
    const [one, other] = [await propose(people.anna, 0, writeOff), await propose(people.anna, 1, writeOff)];
    for (const { proposalId } of [one, other]) await approve(people.ben, proposalId);
    await run(people.anna, DAY);
    await close(people, DAY);
    const back = await reverseResolution(people.anna, { resolutionId: one.proposalId, reason: "the provider pays it" });
    await approve(people.ben, back.proposalId);
    expect(await run(people.anna, NEXT_DAY)).toMatchObject({
      carried_forward: [{ line: "day.csv#2", is_resolved: false }, { syssn: ["P2"] }],
      proofs: { balance: "0.00" },
    });
    await propose(people.anna, 0, { action: "CARRY", until: addDays(DAY, 3), owner: "ben" }, NEXT_DAY);
    await upload(people.anna, "next.csv", row({ syssn: "P2", gross: "50.00", fee: "0.40", net: "49.60", day: NEXT_DAY, batch: "B2" }));
    await run(people.anna, NEXT_DAY);
    await close(people, NEXT_DAY);
    expect(await readClose(people.anna, { settleDay: NEXT_DAY })).toMatchObject({ balances: [{ writeOffs: "0.01", openBreaks: "0.01" }] });
  });
});

describe("several breaks at once", () => {
  async function wrongFees(): Promise<People> {
    const people = await twoPeople(test.db);
    await takeIn(people.anna, sold("P1"), sold("P2"), sold("P3"));
    const fees = ["P1", "P2"].map((syssn) => row({ syssn, fee: "1.00", net: "99.00" }));
    await upload(people.anna, "day.csv", ...fees, row({ syssn: "P3", gross: "99.00", net: "98.20" }));
    await run(people.anna, DAY);
    return people;
  }

  it("are settled together when the same rule explains them, each of them listed", async () => {
    const people = await wrongFees();
    const all = await breaksOf(people.anna);
    const command = { settleDay: DAY, runId: all[0]?.runId ?? "", wish: writeOff, reason: REASON };
    await expect(proposeResolutions(people.anna, { ...command, ordinals: all.map(({ ordinal }) => ordinal) })).rejects.toMatchObject({
      code: "resolution_not_possible",
    });
    const { proposals } = await proposeResolutions(people.anna, { ...command, ordinals: all.slice(0, 2).map(({ ordinal }) => ordinal) });
    expect(await waitingResolutions(people.ben, { limit: 9 })).toMatchObject([
      { posts: [{ debit: "write_off", credit: "fees", amount: "0.20" }] },
      { posts: [{ debit: "write_off", credit: "fees", amount: "0.20" }] },
    ]);
    const other = await proposeResolutions(people.anna, { ...command, ordinals: all.slice(2).map(({ ordinal }) => ordinal) });
    const ids = [...proposals, ...other.proposals].map(({ proposalId }) => proposalId);
    await expect(approve(people.ben, ...ids)).rejects.toMatchObject({ code: "resolution_not_possible" });
    const decided = await approve(people.ben, ...proposals.map(({ proposalId }) => proposalId));
    expect(decided.map(({ outcome }) => outcome)).toEqual(["APPROVED", "APPROVED"]);
    await run(people.anna, DAY);
    expect((await breaksOf(people.anna)).map(({ state }) => state)).toEqual(["RESOLVED", "RESOLVED", "PROPOSED"]);
  });

  it("are approved together when they were proposed one by one, as long as one rule explains them and one thing is asked for", async () => {
    const people = await wrongFees();
    const [first, second] = await breaksOf(people.anna);
    const ask = async (ordinal: number | undefined, account: "fees" | "write_off"): Promise<string> => {
      const command = { settleDay: DAY, runId: first?.runId ?? "", reason: REASON, wish: { action: "WRITE_OFF", account } as const };
      const { proposals } = await proposeResolutions(people.anna, { ...command, ordinals: [ordinal ?? 0] });
      return proposals[0]?.proposalId ?? "";
    };
    const one = await ask(first?.ordinal, "fees");
    const elsewhere = await ask(second?.ordinal, "write_off");
    expect((await waitingResolutions(people.ben, { limit: 9 })).map(({ posts }) => posts.length)).toEqual([0, 1]);
    await expect(approve(people.ben, one, elsewhere)).rejects.toMatchObject({ code: "resolution_not_possible" });
    await rejectResolutions(people.ben, { proposalIds: [elsewhere], note: "into fees, please" });
    const decided = await approve(people.ben, one, await ask(second?.ordinal, "fees"));
    expect(decided.map(({ outcome }) => outcome)).toEqual(["APPROVED", "APPROVED"]);
  });
});

describe("the list of breaks", () => {
  const found = async (ctx: BooksContext, asked: Partial<Parameters<typeof listBreaks>[1]>) => {
    const { items, total } = await listBreaks(ctx, { isSettled: false, limit: 50, ...asked });
    return { states: items.map(({ state }) => state), total };
  };

  it("is narrowed by where the work on them stands", async () => {
    const people = await aBrokenDay();
    expect(await found(people.anna, { state: "OPEN" })).toEqual({ states: ["OPEN", "OPEN"], total: 2 });
    await propose(people.anna, 0, { action: "CLAIM", ticket: "CASE-1" });
    expect([await found(people.anna, { state: "OPEN" }), await found(people.anna, { state: "CLAIMED" })]).toMatchObject([
      { states: ["OPEN"], total: 1 },
      { states: ["CLAIMED"], total: 1 },
    ]);
    const { proposalId } = await propose(people.anna, 0, writeOff);
    expect([await found(people.anna, { state: "CLAIMED" }), await found(people.anna, { state: "PROPOSED" })]).toMatchObject([
      { states: [] },
      { states: ["PROPOSED"] },
    ]);
    await approve(people.ben, proposalId);
    await run(people.anna, DAY);
    expect(await found(people.anna, { isSettled: true, state: "RESOLVED" })).toEqual({ states: ["RESOLVED"], total: 1 });
    expect(await found(people.anna, { isSettled: true, state: "CARRIED" })).toEqual({ states: [], total: 0 });
    const back = await reverseResolution(people.anna, { resolutionId: proposalId, reason: "the provider pays it" });
    await approve(people.ben, back.proposalId);
    await run(people.anna, DAY);
    expect((await found(people.anna, { state: "CLAIMED" })).states).toEqual(["CLAIMED"]);
    await propose(people.anna, 1, writeOff).then(({ proposalId: id }) => approve(people.ben, id));
    await run(people.anna, DAY);
    const { resolutions } = (await breaksOf(people.anna))[1] ?? { resolutions: [] };
    const undone = await reverseResolution(people.anna, { resolutionId: resolutions[0]?.id ?? "", reason: "it is ours after all" });
    await approve(people.ben, undone.proposalId);
    await run(people.anna, DAY);
    expect((await found(people.anna, { state: "REOPENED" })).states).toEqual(["REOPENED"]);
  });

  it("is narrowed by the age of the day that they are of", async () => {
    const people = await aBrokenDay();
    const ages = ["0-1", "2-3", "4-7", "8-30", "over 30"] as const;
    for (const [days, age] of [
      [1, "0-1"],
      [2, "2-3"],
      [7, "4-7"],
      [8, "8-30"],
      [30, "8-30"],
      [31, "over 30"],
    ] as const) {
      const then = onDay(people.anna, addDays(DAY, days));
      const told = await Promise.all(ages.map(async (each) => ((await found(then, { age: each })).total > 0 ? [each] : [])));
      expect([days, ...told.flat()]).toEqual([days, age]);
    }
  });
});

describe("suggestions", () => {
  it("name what may belong together, and tie nothing", async () => {
    const people = await aBrokenDay();
    const [, unknown] = await breaksOf(people.anna);
    const found = await readSuggestions(people.anna, { settleDay: DAY, runId: unknown?.runId ?? "", ordinal: unknown?.ordinal ?? 0 });
    expect(found).toMatchObject([{ reasons: ["SAME_AMOUNT"], lines: [{ syssn: "X9" }], transactions: [{ syssn: "P2" }] }]);
    expect((await run(people.anna, DAY)).carried).toMatchObject([{ syssn: "P2" }]);
  });
});
