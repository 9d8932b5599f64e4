import { useTestDatabase } from "@tillbook/db/testing";
import { addDays } from "@tillbook/domain/time";
import { describe, expect, it } from "vitest";
import {
  approveFileDecision,
  type BooksContext,
  declineFileDecision,
  importStatement,
  proposeFileDecision,
  supersedeDiff,
} from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn } from "../../settlement/testing/books.ts";
import { approveReopen, diffCloses, proposeReopen, readClose, readCloseRows, readDayState, readJournals } from "../index.ts";
import { close, run, twoPeople } from "../testing/people.ts";

const test = useTestDatabase();
const THIRD = addDays(DAY, 2);
type People = Awaited<ReturnType<typeof twoPeople>>;

const upload = (ctx: BooksContext, name: string, ...rows: string[]) => importStatement(ctx, { name, bytes: statement(...rows) });

/** The first day closed with P2 carried; the next day run with a row of its own. */
async function closedFirstDay(rules: object = {}): Promise<People> {
  const people = await twoPeople(test.db, rules);
  await takeIn(people.anna, sold("P1"), sold("P2", { amountMinor: 30_000n }), sold("P3", { time: `${NEXT_DAY} 12:00:00` }));
  await upload(people.anna, "day.csv", row({ syssn: "P1" }));
  await run(people.anna, DAY);
  await close(people, DAY);
  await upload(people.anna, "next.csv", row({ syssn: "P3", day: NEXT_DAY, batch: "B2" }));
  return people;
}

const late = (ctx: BooksContext) =>
  upload(ctx, "late.csv", row({ syssn: "P2", gross: "300.00", fee: "2.40", net: "297.60", batch: "B1-2" }));

async function reopen(people: People, settleDay = DAY) {
  const { proposalId } = await proposeReopen(people.anna, { settleDay, reason: "late batch" });
  return approveReopen(people.ben, { proposalId });
}

const totalsOf = async (ctx: BooksContext, settleDay = DAY) => (await readClose(ctx, { settleDay })).totals;

describe("a late file for a closed day", () => {
  it("moves nothing that was sealed, and is posted in the open day", async () => {
    const people = await closedFirstDay();
    const sealed = await readClose(people.anna, { settleDay: DAY });
    expect(await late(people.anna)).toMatchObject({ status: "ACTIVE_LATE" });
    expect(await readClose(people.anna, { settleDay: DAY })).toEqual(sealed);
    expect(await run(people.anna, NEXT_DAY)).toMatchObject({
      matched: [{ line: "next.csv#2" }],
      totals: { HKD: { lines: 1 } },
      prior_day_items: [
        { line: "late.csv#2", syssn: ["P2"], original_settle_day: DAY, gross: "300.00", kind: "matched", suggests_reopen: false },
      ],
      carried_forward: [],
      proofs: { file: "0.00", day: "0.00", balance: "0.00" },
    });
    await close(people, NEXT_DAY);
    expect(await readClose(people.anna, { settleDay: NEXT_DAY })).toMatchObject({
      totals: [{ lines: 1, gross: "100.00" }],
      balances: [
        { opening: "399.20", payments: "100.00", fees: "-3.20", closing: "496.00", openTransactions: "0.00", unpaidBatches: "496.00" },
      ],
    });
    const rows = await readCloseRows(people.anna, { settleDay: NEXT_DAY, after: -1, limit: 10 });
    expect(rows.map(({ line, originalDay, why }) => [line, originalDay, ...why])).toEqual([
      ["next.csv#2", null, "KEY_EXACT"],
      ["late.csv#2", DAY, "KEY_EXACT", "late"],
    ]);
  });

  it("is posted once: the day after it knows nothing of it any more", async () => {
    const people = await closedFirstDay();
    await late(people.anna);
    await run(people.anna, NEXT_DAY);
    await close(people, NEXT_DAY);
    expect(await run(people.anna, THIRD)).toMatchObject({ prior_day_items: [], carried_forward: [], proofs: { balance: "0.00" } });
  });

  it("is told to be worth opening the day again, when it is large", async () => {
    const people = await closedFirstDay({ reopenLimit: "299.99" });
    await late(people.anna);
    expect((await run(people.anna, NEXT_DAY)).prior_day_items).toMatchObject([{ suggests_reopen: true }]);
  });

  it("settles nothing twice", async () => {
    const people = await closedFirstDay();
    await upload(people.anna, "again.csv", row({ syssn: "P1", batch: "B1-2" }));
    expect((await run(people.anna, NEXT_DAY)).prior_day_items).toMatchObject([
      { kind: "broken", why: ["ALREADY_SETTLED"], difference: "100.00" },
    ]);
  });
});

describe("what a closed day left open", () => {
  it("is carried on in the open day, and missing once its grace is over", async () => {
    const people = await closedFirstDay();
    expect((await run(people.anna, NEXT_DAY)).carried_forward).toMatchObject([
      { syssn: ["P2"], kind: "carried", original_settle_day: DAY },
    ]);
    await close(people, NEXT_DAY);
    const later = addDays(DAY, 6);
    expect((await run(people.anna, later, { takesPrior: true })).carried_forward).toMatchObject([
      { syssn: ["P2"], kind: "broken", why: ["MISSING_EXTERNAL"], difference: "-300.00" },
    ]);
  });

  it("is no matter any more once another day's row settles it, and the balance is proven on the way", async () => {
    const people = await closedFirstDay();
    await upload(people.anna, "third.csv", row({ syssn: "P2", gross: "300.00", fee: "2.40", net: "297.60", day: THIRD, batch: "B3" }));
    expect(await run(people.anna, NEXT_DAY)).toMatchObject({ carried_forward: [], proofs: { balance: "0.00" } });
    await close(people, NEXT_DAY);
    expect(await readClose(people.anna, { settleDay: NEXT_DAY })).toMatchObject({ balances: [{ openTransactions: "300.00" }] });
    expect(await run(people.anna, THIRD)).toMatchObject({ matched: [{ syssn: ["P2"], carried_in: true }], proofs: { balance: "0.00" } });
    await close(people, THIRD);
    expect(await readClose(people.anna, { settleDay: THIRD })).toMatchObject({
      balances: [{ openTransactions: "0.00", closing: "496.00" }],
    });
  });

  it("is joined by transactions that were not known to succeed, and left by those that did not", async () => {
    const people = await twoPeople(test.db);
    await takeIn(people.anna, sold("P1"), sold("P2", { respcd: "1145", paydtm: null }), sold("P4", { amountMinor: 700n }));
    await upload(people.anna, "day.csv", row({ syssn: "P1" }));
    await run(people.anna, DAY);
    await close(people, DAY);
    await takeIn(people.anna, sold("P2"), sold("P4", { amountMinor: 700n, cancel: "2" }));
    expect(await run(people.anna, NEXT_DAY)).toMatchObject({ carried_forward: [{ syssn: ["P2"] }], proofs: { balance: "0.00" } });
    await upload(people.anna, "next.csv", row({ syssn: "P2", day: NEXT_DAY, batch: "B2" }));
    expect(await run(people.anna, NEXT_DAY)).toMatchObject({
      matched: [{ syssn: ["P2"] }],
      carried_forward: [],
      proofs: { balance: "0.00" },
    });
    await close(people, NEXT_DAY);
    expect(await readClose(people.anna, { settleDay: NEXT_DAY })).toMatchObject({
      balances: [{ opening: "106.20", payments: "93.00", fees: "-0.80", closing: "198.40", openTransactions: "0.00" }],
    });
    expect(await run(people.anna, THIRD)).toMatchObject({ carried_forward: [], proofs: { balance: "0.00" } });
  });
});

describe("opening a closed day again", () => {
  it("takes two people and a reason, makes the next version, and keeps the one before", async () => {
    const people = await closedFirstDay();
    await late(people.anna);
    const { proposalId } = await proposeReopen(people.anna, { settleDay: DAY, reason: "late batch" });
    await expect(approveReopen(people.anna, { proposalId })).rejects.toMatchObject({ code: "own_request" });
    expect(await approveReopen(people.ben, { proposalId })).toEqual({ at: "REOPENED", version: 2 });
    expect(await readDayState(people.anna, { settleDay: DAY })).toMatchObject({ state: "REOPENED", version: 2, closes: [{ version: 1 }] });
    expect(await run(people.anna, DAY)).toMatchObject({ matched: [{ line: "day.csv#2" }, { line: "late.csv#2" }], prior_day_items: [] });
    await close(people, DAY);
    expect(await totalsOf(people.anna)).toMatchObject([{ lines: 2, gross: "400.00" }]);
    expect(await readClose(people.anna, { settleDay: DAY, version: 1 })).toMatchObject({ totals: [{ lines: 1, gross: "100.00" }] });
    expect(await diffCloses(people.anna, { settleDay: DAY, from: 1, to: 2 })).toMatchObject({
      count: 2,
      rows: [
        { key: "carried P2", after: null },
        { key: "late.csv#2", before: null },
      ],
    });
  });

  it("leaves what another closed day has taken of it there", async () => {
    const people = await closedFirstDay();
    await late(people.anna);
    await run(people.anna, NEXT_DAY);
    await close(people, NEXT_DAY);
    await reopen(people);
    expect(await run(people.anna, DAY)).toMatchObject({
      matched: [{ line: "day.csv#2" }],
      carried: [],
      proofs: { file: "0.00", day: "0.00", balance: "0.00" },
    });
    await close(people, DAY);
    expect(await totalsOf(people.anna)).toMatchObject([{ lines: 1 }]);
  });

  it("takes over what a later day has booked for it, once, whichever of them is opened again", async () => {
    const people = await closedFirstDay();
    await takeIn(people.anna, sold("P9"));
    const closed = async (settleDay: typeof DAY) => {
      expect(await run(people.anna, settleDay)).toMatchObject({ proofs: { file: "0.00", day: "0.00", balance: "0.00" } });
      await close(people, settleDay);
    };
    await closed(NEXT_DAY);
    await reopen(people);
    await closed(DAY);
    await reopen(people, NEXT_DAY);
    await closed(NEXT_DAY);
    await upload(people.anna, "third.csv", `#DAY,${THIRD}`);
    await closed(THIRD);
    const { balances } = await readClose(people.anna, { settleDay: THIRD });
    expect(balances).toMatchObject([{ opening: "598.40", closing: "598.40", openTransactions: "400.00" }]);
  });

  it("says alone what becomes of its waiting items: other days are proven without them", async () => {
    const people = await closedFirstDay();
    await run(people.anna, NEXT_DAY);
    await close(people, NEXT_DAY);
    await reopen(people);
    expect(await run(people.anna, THIRD)).toMatchObject({ carried_forward: [], proofs: { balance: "0.00" } });
  });

  it("takes its journals back by reversals, and writes new ones", async () => {
    const people = await closedFirstDay();
    const before = await readJournals(people.anna, { settleDay: DAY });
    expect(before.map(({ number }) => number)).toEqual(["QF-SHOP1-2026-03-09-HKD-v1"]);
    await late(people.anna);
    await reopen(people);
    await run(people.anna, DAY);
    await close(people, DAY);
    const journals = await readJournals(people.anna, { settleDay: DAY });
    expect(journals.map(({ number, reverses }) => [number, reverses])).toEqual([
      ["QF-SHOP1-2026-03-09-HKD-v1", null],
      ["QF-SHOP1-2026-03-09-HKD-v1-R", "QF-SHOP1-2026-03-09-HKD-v1"],
      ["QF-SHOP1-2026-03-09-HKD-v2", null],
    ]);
    const clearing = journals
      .at(-1)
      ?.lines.filter(({ account }) => account === "clearing")
      .map(({ event, debit, credit }) => [event, debit, credit]);
    expect(clearing).toEqual([
      ["fees", "0.00", "0.80"],
      ["fees", "0.00", "2.40"],
      ["payments", "400.00", "0.00"],
    ]);
  });
});

describe("a corrected batch", () => {
  const wrong = () => row({ syssn: "P2", gross: "19.00", fee: "0.15", net: "18.85" });
  const right = () => row({ syssn: "P2", gross: "20.00", fee: "0.16", net: "19.84" });
  async function twoVersions() {
    const people = await twoPeople(test.db);
    await takeIn(people.anna, sold("P1"), sold("P2", { amountMinor: 2_000n }), sold("P3"), sold("P4"));
    await upload(people.anna, "v1.csv", row({ syssn: "P1" }), wrong(), row({ syssn: "P3" }));
    const { id } = await upload(people.anna, "v2.csv", row({ syssn: "P1" }), right(), row({ syssn: "P4" }));
    return { people, fileId: id ?? "" };
  }

  it("takes the place of the one before once two people agree, who see what changes", async () => {
    const { people, fileId } = await twoVersions();
    expect(await supersedeDiff(people.anna, { fileId })).toMatchObject({
      replaces: [{ name: "v1.csv" }],
      unchanged: 1,
      changed: 1,
      removed: 1,
      added: 1,
      totals: [
        {
          currency: "HKD",
          before: { lines: 3, gross: "219.00", fee: "1.75", net: "217.25" },
          after: { lines: 3, gross: "220.00", fee: "1.76", net: "218.24" },
          difference: { lines: 0, gross: "1.00", fee: "0.01", net: "0.99" },
        },
      ],
      rows: [
        {
          what: "changed",
          before: { line: "v1.csv#3", syssn: "P2", gross: "19.00", fee: "0.15", net: "18.85" },
          after: { line: "v2.csv#3", syssn: "P2", gross: "20.00", fee: "0.16", net: "19.84" },
        },
        { what: "removed", before: { line: "v1.csv#4", syssn: "P3", gross: "100.00" }, after: null },
        { what: "added", before: null, after: { line: "v2.csv#4", syssn: "P4", gross: "100.00" } },
      ],
    });
    const { proposalId } = await proposeFileDecision(people.anna, { fileId, decision: "supersede", reason: "corrected" });
    await expect(approveFileDecision(people.anna, { proposalId })).rejects.toMatchObject({ code: "own_request" });
    expect(await approveFileDecision(people.ben, { proposalId })).toMatchObject({ status: "ACTIVE" });
    expect(await run(people.anna, DAY)).toMatchObject({
      totals: { HKD: { lines: 3, gross: "220.00" } },
      broken: [],
      carried: [{ syssn: "P3" }],
    });
    await expect(approveFileDecision(people.olga, { proposalId })).rejects.toMatchObject({ code: "changed_meanwhile" });
  });

  it("is void once the file that it would replace is another", async () => {
    const { people, fileId } = await twoVersions();
    const first = await proposeFileDecision(people.anna, { fileId, decision: "supersede", reason: "corrected" });
    await declineFileDecision(people.ben, { proposalId: first.proposalId, note: "wait for the mail" });
    const third = await upload(people.anna, "v3.csv", row({ syssn: "P1" }), right());
    const [one, other] = [
      await proposeFileDecision(people.anna, { fileId, decision: "supersede", reason: "corrected" }),
      await proposeFileDecision(people.anna, { fileId: third.id ?? "", decision: "supersede", reason: "corrected" }),
    ];
    await approveFileDecision(people.ben, other);
    await expect(approveFileDecision(people.ben, one)).rejects.toMatchObject({ code: "changed_meanwhile" });
  });

  it("may replace a late file of a closed day, as long as no close has counted it", async () => {
    const people = await closedFirstDay();
    await upload(people.anna, "late.csv", row({ syssn: "P2", gross: "299.00", fee: "2.39", net: "296.61", batch: "B1-2" }));
    const { id, status } = await upload(
      people.anna,
      "late-2.csv",
      row({ syssn: "P2", gross: "300.00", fee: "2.40", net: "297.60", batch: "B1-2" }),
    );
    expect(status).toBe("PENDING_SUPERSEDE");
    const asked = { fileId: id ?? "", decision: "supersede", reason: "corrected" } as const;
    expect(await approveFileDecision(people.ben, await proposeFileDecision(people.anna, asked))).toMatchObject({ status: "ACTIVE_LATE" });
    expect(await run(people.anna, NEXT_DAY)).toMatchObject({
      prior_day_items: [{ line: "late-2.csv#2", kind: "matched" }],
      proofs: { balance: "0.00" },
    });
    await close(people, NEXT_DAY);
    const third = await upload(people.anna, "late-3.csv", row({ syssn: "P2", gross: "301.00", fee: "2.41", net: "298.59", batch: "B1-2" }));
    await expect(proposeFileDecision(people.anna, { ...asked, fileId: third.id ?? "" })).rejects.toMatchObject({ code: "day_closed" });
  });

  it("needs a closed day to be opened again first", async () => {
    const people = await closedFirstDay();
    const { id } = await upload(
      people.anna,
      "v2.csv",
      row({ syssn: "P1" }),
      row({ syssn: "P2", gross: "300.00", fee: "2.40", net: "297.60" }),
    );
    const asked = { fileId: id ?? "", decision: "supersede", reason: "corrected" } as const;
    await expect(proposeFileDecision(people.anna, asked)).rejects.toMatchObject({ code: "day_closed" });
    await reopen(people);
    await approveFileDecision(people.ben, await proposeFileDecision(people.anna, asked));
    expect((await run(people.anna, DAY)).matched).toHaveLength(2);
  });
});

describe("a file in quarantine", () => {
  it("is released or rejected by two people, and counts by its rows then", async () => {
    const people = await twoPeople(test.db);
    await takeIn(people.anna, sold("P1"));
    const { id, status } = await upload(people.anna, "lying.csv", row({ syssn: "P1" }), "#TOTAL,HKD,9,100.00,0.80,99.20");
    expect(status).toBe("QUARANTINED");
    const asked = { fileId: id ?? "", decision: "release", reason: "the provider confirmed it" } as const;
    const { proposalId } = await proposeFileDecision(people.anna, asked);
    await expect(approveFileDecision(people.anna, { proposalId })).rejects.toMatchObject({ code: "own_request" });
    expect(await approveFileDecision(people.ben, { proposalId })).toMatchObject({ status: "ACTIVE", reason: "CONTROL_TOTAL" });
    expect(await run(people.anna, DAY)).toMatchObject({ matched: [{ line: "lying.csv#2" }], proofs: { file: "0.00" } });
    const other = await upload(people.anna, "other.csv", row({ syssn: "P9", batch: "B9" }), "#TOTAL,HKD,9,100.00,0.80,99.20");
    const reject = await proposeFileDecision(people.anna, { fileId: other.id ?? "", decision: "reject", reason: "not ours" });
    expect(await approveFileDecision(people.ben, reject)).toMatchObject({ status: "REJECTED" });
  });
});
