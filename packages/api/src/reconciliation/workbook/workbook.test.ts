import { useTestDatabase } from "@tillbook/db/testing";
import { addDays } from "@tillbook/domain/time";
import { readSheet, spool } from "@tillbook/qfpay/statements";
import { describe, expect, it } from "vitest";
import { type BooksContext, importStatement } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn, withRole } from "../../settlement/testing/books.ts";
import { xlsxOf } from "../../spreadsheets/index.ts";
import { listBreaks, waitingResolutions } from "../index.ts";
import { run, twoPeople } from "../testing/people.ts";
import { answerWorkbook, breakWorkbook } from "./index.ts";

const test = useTestDatabase();
const upload = (ctx: BooksContext, name: string, ...rows: string[]) => importStatement(ctx, { name, bytes: statement(...rows) });

type Cells = Record<string, string>;

/** The workbook as a person has it in front of them: a row a break, by headings. */
async function opened(ctx: BooksContext): Promise<Cells[]> {
  const { bytes } = await breakWorkbook(ctx, { language: "zh-Hant" });
  const file = await spool(bytes, 10_000_000);
  const [header, ...rows] = await readSheet(file, 1_000);
  await file.discard();
  const names = (header?.cells ?? []).map((heading) => /\[(\w+)\]$/.exec(heading)?.[1] ?? "");
  return rows.map(({ cells }) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])));
}

/** Hands it back with these answers, by another program: other columns in another order, and one of a person's own. */
function handBack(ctx: BooksContext, rows: readonly Cells[]) {
  const names = ["my notes", ...new Set(rows.flatMap((each) => Object.keys(each)))].toReversed();
  const columns = names.map((heading) => ({ heading, kind: "text" as const }));
  return answerWorkbook(ctx, {
    bytes: xlsxOf([{ name: "Sheet1", table: { columns, rows: rows.map((each) => names.map((name) => each[name] ?? null)) } }]),
  });
}

/** P1 a cent short, X9 unknown to us, P2 overcharged. */
async function aBrokenDay() {
  const people = await twoPeople(test.db);
  await takeIn(people.anna, sold("P1"), sold("P2"), sold("P3"));
  await upload(
    people.anna,
    "day.csv",
    row({ syssn: "P1", gross: "99.99", net: "99.19" }),
    row({ syssn: "X9", gross: "50.00", fee: "0.40", net: "49.60" }),
    row({ syssn: "P2", fee: "1.00", net: "99.00" }),
    row({ syssn: "P3" }),
  );
  await run(people.anna, DAY);
  return people;
}

const states = async (ctx: BooksContext) => (await listBreaks(ctx, { isSettled: false, limit: 9 })).items.map(({ state }) => state);

describe("the workbook of breaks", () => {
  it("goes out with every open break, and comes back with an answer to every row", async () => {
    const { anna, ben } = await aBrokenDay();
    const [short, unknown, fee] = await opened(anna);
    expect(short).toMatchObject({
      settle_day: DAY,
      codes: "AMOUNT_MISMATCH",
      difference: "-0.01",
      line: "day.csv#2",
      syssn: "P1",
      state: "OPEN",
    });
    const answers = [
      { ...short, action: "WRITE_OFF", account: "write_off", reason: "a cent" },
      { ...unknown, action: "claim", ticket: "QF-77", reason: "asked them" },
      { ...fee, action: "CARRY", until: addDays(DAY, 2), reason: "wait" },
    ];
    const told = await handBack(anna, answers);
    expect(told.rows).toMatchObject([
      { lineNo: 2, subject: short?.subject, answer: "WAITING" },
      { lineNo: 3, answer: "APPLIED" },
      { lineNo: 4, answer: "REFUSED", code: "invalid_input", fields: [{ field: "new_owner" }] },
    ]);
    expect(told).toMatchObject({ applied: 1, waiting: 1, conflicts: 0, refused: 1, blank: 0 });
    expect(await states(anna)).toEqual(["PROPOSED", "CLAIMED", "OPEN"]);
    expect(await waitingResolutions(ben, { limit: 9 })).toMatchObject([{ action: "WRITE_OFF", maker: "staff:anna", reason: "a cent" }]);
  });

  it("leaves rows without an answer alone, and assigns work", async () => {
    const { anna } = await aBrokenDay();
    const [short, unknown] = await opened(anna);
    const told = await handBack(anna, [{ ...short, action: "ASSIGN", new_owner: "ben", until: addDays(DAY, 3) }, { ...unknown }]);
    expect(told).toMatchObject({ applied: 1, blank: 1 });
    const byDefault = { owner: "A Shop", next_action_on: addDays(NEXT_DAY, 1), assignment: "BY_DEFAULT" };
    const assigned = { owner: "ben", next_action_on: addDays(DAY, 3), assignment: "ASSIGNED" };
    expect(await opened(anna)).toMatchObject([assigned, byDefault, byDefault]);
  });

  it("takes who looks after a break by default for no answer and no fact: it may be another when the workbook comes back", async () => {
    const { anna } = await aBrokenDay();
    const [short, unknown] = await opened(anna);
    const named: BooksContext = { ...anna, account: { ...anna.account, settlementRules: { fee: { rate: "0.80%" }, breakOwner: "ben" } } };
    await run(named, DAY);
    const told = await handBack(named, [{ ...short, action: "CLAIM", ticket: "QF-77", reason: "asked them" }, { ...unknown }]);
    expect(told).toMatchObject({ applied: 1, conflicts: 0, blank: 1 });
    expect((await opened(named)).map(({ owner, assignment }) => [owner, assignment])).toEqual([1, 2, 3].map(() => ["ben", "BY_DEFAULT"]));
  });

  it("keeps four eyes: nobody approves their own, and a second person may, row by row", async () => {
    const { anna, ben } = await aBrokenDay();
    await handBack(
      anna,
      (await opened(anna)).map((each) => ({ ...each, action: "WRITE_OFF", reason: "accepted" })),
    );
    const waiting = await opened(anna);
    expect(waiting[0]).toMatchObject({ state: "PROPOSED", proposed: "WRITE_OFF by staff:anna: accepted" });
    const yes = waiting.map((each, at) => ({ ...each, action: at === 2 ? "REJECT" : "APPROVE", reason: at === 2 ? "claim it" : "" }));
    expect((await handBack(anna, yes)).rows.map(({ answer, code }) => [answer, code])).toEqual(yes.map(() => ["REFUSED", "own_request"]));
    expect(await handBack(withRole(anna, "cashier"), yes).catch((error: { code: string }) => error.code)).toBe("not_allowed");
    expect((await handBack(ben, yes)).rows.map(({ answer }) => answer)).toEqual(["APPLIED", "APPLIED", "APPLIED"]);
    expect((await handBack(ben, yes)).rows.map(({ answer }) => answer)).toEqual(["CONFLICT", "CONFLICT", "CONFLICT"]);
    await run(anna, DAY);
    expect(await states(anna)).toEqual(["OPEN"]);
  });

  type People = Awaited<ReturnType<typeof aBrokenDay>>;
  const settle = async ({ anna, ben }: People, short: Cells) => {
    await handBack(anna, [{ ...short, action: "WRITE_OFF", reason: "accepted" }]);
    return handBack(ben, [{ ...short, action: "APPROVE" }]);
  };

  it.each<[string, (people: People, short: Cells) => Promise<unknown>]>([
    ["QFPay told something new", ({ anna }) => takeIn(anna, sold("P1", { cancel: "5" }))],
    ["another file names it", ({ anna }) => upload(anna, "more.csv", row({ syssn: "P1", day: NEXT_DAY, batch: "B2" }))],
    ["it is settled", settle],
  ])("answers with a conflict where the facts have changed: %s", async (_what, change) => {
    const people = await aBrokenDay();
    const [short = {}] = await opened(people.anna);
    await change(people, short);
    await run(people.anna, DAY);
    expect((await handBack(people.anna, [{ ...short, action: "WRITE_OFF", reason: "a cent" }])).rows).toMatchObject([
      { answer: "CONFLICT", code: "changed_meanwhile" },
    ]);
  });

  it("is good still after the day was run again, when nothing else has changed", async () => {
    const { anna } = await aBrokenDay();
    const [short] = await opened(anna);
    await run(anna, DAY);
    expect((await handBack(anna, [{ ...short, action: "WRITE_OFF", reason: "a cent" }])).waiting).toBe(1);
  });

  it.each([
    ["an unknown action", { action: "FORGET", reason: "why not" }, "action"],
    ["no reason", { action: "WRITE_OFF" }, "reason"],
    ["an account that is none", { action: "WRITE_OFF", account: "petty cash", reason: "a cent" }, "account"],
    ["a claim without a ticket", { action: "CLAIM", reason: "asked" }, "ticket"],
    ["nothing to tie it to", { action: "LINK", reason: "the same" }, "link_to"],
  ])("refuses %s and says in which column", async (_what, over, field) => {
    const { anna } = await aBrokenDay();
    const [short] = await opened(anna);
    expect((await handBack(anna, [{ ...short, ...over }])).rows).toMatchObject([{ answer: "REFUSED", fields: [{ field }] }]);
  });

  it("is known by its columns: another workbook is refused, and so is what is none", async () => {
    const { anna } = await aBrokenDay();
    await expect(handBack(anna, [{ action: "CLAIM" }])).rejects.toMatchObject({ code: "invalid_input", fields: [{ field: "file" }] });
    async function* text(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("subject,mark,action\n");
    }
    await expect(answerWorkbook(anna, { bytes: text() })).rejects.toMatchObject({ code: "invalid_input" });
  });
});
