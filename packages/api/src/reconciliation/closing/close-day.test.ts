import { useTestDatabase } from "@tillbook/db/testing";
import { type Certificate, certificateSchema, verifyChain } from "@tillbook/domain/reconciliation/closing";
import { addDays } from "@tillbook/domain/time";
import { describe, expect, it } from "vitest";
import { type BooksContext, importStatement } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn, withRole } from "../../settlement/testing/books.ts";
import { sha256 } from "../digest.ts";
import {
  approveClose,
  declineClose,
  exportCertificates,
  proposeClose,
  readChecklist,
  readClose,
  readCloseRows,
  readDayState,
  runDay,
  stateNoActivity,
} from "../index.ts";
import { close, onDay, run, twoPeople } from "../testing/people.ts";

const test = useTestDatabase();

/** A day with one payment matched and one that waits. */
async function aQuietDay(people: { anna: BooksContext }): Promise<void> {
  await takeIn(people.anna, sold("P1"), sold("P2", { amountMinor: 5_000n }));
  await importStatement(people.anna, { name: "day.csv", bytes: statement(row({ syssn: "P1" })) });
  await run(people.anna, DAY);
}

async function certificatesOf(ctx: BooksContext): Promise<Certificate[]> {
  const found: Certificate[] = [];
  for await (const file of exportCertificates(ctx)) {
    let text = "";
    for await (const piece of file.text()) text += piece;
    found.push(certificateSchema.parse(JSON.parse(text)));
  }
  return found;
}

const unmetOf = async (ctx: BooksContext, settleDay = DAY) =>
  (await readChecklist(ctx, { settleDay })).filter(({ isMet }) => !isMet).map(({ code }) => code);

describe("closing a day", () => {
  it("takes two people, and then it does not move", async () => {
    const people = await twoPeople(test.db);
    await aQuietDay(people);
    expect(await unmetOf(people.anna)).toEqual([]);
    await proposeClose(people.anna, { settleDay: DAY });
    expect(await readDayState(people.ben, { settleDay: DAY })).toMatchObject({
      state: "IN_REVIEW",
      version: 1,
      review: { maker: "staff:anna" },
    });
    await approveClose(people.ben, { settleDay: DAY, maker: "staff:anna" });
    expect(await readDayState(people.ben, { settleDay: DAY })).toMatchObject({ state: "CLOSED", version: 1, review: null });
    expect(await readClose(people.anna, { settleDay: DAY })).toMatchObject({
      sequence: 1,
      previousDigest: null,
      maker: "staff:anna",
      checker: "staff:ben",
      totals: [{ currency: "HKD", lines: 1, gross: "100.00", fee: "0.80", net: "99.20" }],
      balances: [
        { opening: "0.00", payments: "150.00", fees: "-0.80", closing: "149.20", openTransactions: "50.00", unpaidBatches: "99.20" },
      ],
    });
    const rows = await readCloseRows(people.anna, { settleDay: DAY, after: -1, limit: 10 });
    expect(rows.map(({ kind, line, syssn, why, gross }) => [kind, line, ...syssn, ...why, gross])).toEqual([
      ["matched", "day.csv#2", "P1", "KEY_EXACT", "100.00"],
      ["carried", null, "P2", "NOT_IN_DAY_FILE", null],
    ]);
    await expect(runDay(people.anna, { settleDay: DAY })).rejects.toMatchObject({ code: "day_closed" });
    await expect(proposeClose(people.anna, { settleDay: DAY })).rejects.toMatchObject({ code: "day_closed" });
  });

  it("is refused to whoever proposed it, to programs, and to people without the right", async () => {
    const people = await twoPeople(test.db);
    await aQuietDay(people);
    const program: BooksContext = { ...people.anna, actor: { kind: "api", keyId: "k", name: "key", scopes: ["settlement:write"] } };
    const job: BooksContext = { ...people.anna, actor: { kind: "system", name: "job" } };
    for (const other of [program, job, withRole(people.anna, "cashier")]) {
      await expect(proposeClose(other, { settleDay: DAY })).rejects.toMatchObject({ code: "not_allowed" });
      await expect(approveClose(other, { settleDay: DAY, maker: "staff:anna" })).rejects.toMatchObject({ code: "not_allowed" });
    }
    await proposeClose(people.anna, { settleDay: DAY });
    const annaAsOwner: BooksContext = { ...people.anna, actor: { kind: "staff", userId: "anna", name: "Anna", role: "owner" } };
    for (const self of [people.anna, annaAsOwner]) {
      await expect(approveClose(self, { settleDay: DAY, maker: "staff:anna" })).rejects.toMatchObject({ code: "own_request" });
      await expect(approveClose(self, { settleDay: DAY, maker: "staff:ben" })).rejects.toMatchObject({ code: "changed_meanwhile" });
    }
    const [proposal] = await test.db.read.proposals.about(people.anna.account.id, ["close"], DAY);
    const decision = { proposalId: proposal?.id ?? "", outcome: "APPROVED" as const, by: "staff:anna", at: new Date(), note: null };
    for (const by of ["staff:anna", "api:key", "system"])
      await expect(test.db.read.proposals.decide({ ...decision, by })).rejects.toMatchObject({
        constraint: "nobody_approves_their_own_proposal",
      });
  });

  it("names every point that stands in the way", async () => {
    const people = await twoPeople(test.db);
    await takeIn(people.anna, sold("P1"));
    expect(await unmetOf(people.anna)).toEqual([
      "FILE_OR_NO_ACTIVITY",
      "FRESH_RUN",
      "EVERY_LINE_PLACED",
      "BREAKS_SETTLED",
      "FILE_PROOF",
      "DAY_PROOF",
      "BALANCE_PROOF",
    ]);
    const rows = [row({ syssn: "P1", gross: "99.00", net: "98.20" })];
    await importStatement(people.anna, { name: "day.csv", bytes: statement(...rows) });
    await run(people.anna, DAY);
    expect(await unmetOf(people.anna)).toEqual(["BREAKS_SETTLED"]);
    await importStatement(people.anna, { name: "again.csv", bytes: statement(...rows, row({ syssn: "P2" })) });
    expect(await unmetOf(people.anna)).toEqual(["NO_FILE_HELD", "BREAKS_SETTLED"]);
    await takeIn(people.anna, sold("P9"));
    expect(await unmetOf(people.anna)).toEqual(["NO_FILE_HELD", "FRESH_RUN", "BREAKS_SETTLED"]);
    await expect(proposeClose(people.anna, { settleDay: DAY })).rejects.toMatchObject({
      code: "day_not_ready",
      fields: [
        { fault: "NO_FILE_HELD", params: { files: "again.csv" } },
        { fault: "FRESH_RUN" },
        { fault: "BREAKS_SETTLED", params: { open: "1" } },
      ],
    });
    expect(await unmetOf(onDay(people.anna, DAY))).toContain("DAY_OVER");
  });

  it("needs no file where somebody states that nothing happened, unless our own books say otherwise", async () => {
    const people = await twoPeople(test.db);
    await run(people.anna, DAY);
    expect(await unmetOf(people.anna)).toEqual(["FILE_OR_NO_ACTIVITY"]);
    await stateNoActivity(people.anna, { settleDay: DAY, reason: "typhoon" });
    expect(await unmetOf(people.anna)).toEqual([]);
    await takeIn(people.anna, sold("P1"));
    await run(people.anna, DAY);
    expect(await unmetOf(people.anna)).toEqual(["FILE_OR_NO_ACTIVITY"]);
  });

  it("is void when the day was run again since, and free again when it is declined", async () => {
    const people = await twoPeople(test.db);
    await aQuietDay(people);
    await proposeClose(people.anna, { settleDay: DAY });
    await takeIn(people.anna, sold("P3"));
    await expect(approveClose(people.ben, { settleDay: DAY, maker: "staff:anna" })).rejects.toMatchObject({ code: "day_not_ready" });
    await run(people.anna, DAY);
    await expect(approveClose(people.ben, { settleDay: DAY, maker: "staff:anna" })).rejects.toMatchObject({ code: "changed_meanwhile" });
    expect((await readDayState(people.anna, { settleDay: DAY })).state).toBe("OPEN");
    await proposeClose(people.anna, { settleDay: DAY });
    await declineClose(people.ben, { settleDay: DAY, maker: "staff:anna", note: "look at P3 first" });
    expect((await readDayState(people.anna, { settleDay: DAY })).state).toBe("OPEN");
    await close(people, DAY);
  });

  it("is done once, when two checkers press at the same moment", async () => {
    const people = await twoPeople(test.db);
    await aQuietDay(people);
    await proposeClose(people.anna, { settleDay: DAY });
    const both = await Promise.allSettled(
      [people.ben, people.olga].map((ctx) => approveClose(ctx, { settleDay: DAY, maker: "staff:anna" })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await readDayState(people.anna, { settleDay: DAY })).closes).toHaveLength(1);
  });
});

describe("the chain of closes", () => {
  async function threeDays(): Promise<BooksContext> {
    const people = await twoPeople(test.db);
    for (const [at, settleDay] of [DAY, NEXT_DAY, addDays(DAY, 2)].entries()) {
      await takeIn(people.anna, sold(`P${at}`, { time: `${settleDay} 12:00:00` }));
      const rows = [row({ syssn: `P${at}`, day: settleDay, batch: `B${at}` })];
      await importStatement(people.anna, { name: `${settleDay}.csv`, bytes: statement(...rows) });
      await run(people.anna, settleDay);
      await close(people, settleDay);
    }
    return people.anna;
  }

  it("is verified from its files alone, and one cent changed by hand is named by day and row", async () => {
    const ctx = await threeDays();
    const certificates = await certificatesOf(ctx);
    expect(certificates.map(({ sequence, settleDay, previous }) => [sequence, settleDay, previous?.settleDay ?? null])).toEqual([
      [1, DAY, null],
      [2, NEXT_DAY, DAY],
      [3, addDays(DAY, 2), NEXT_DAY],
    ]);
    expect(verifyChain(certificates, sha256)).toBeNull();
    expect(certificates[2]?.balances).toMatchObject([
      { opening: "198.40", payments: "100.00", closing: "297.60", unpaidBatches: "297.60" },
    ]);
    const closes = await test.db.read.closes.ofDay(ctx.account.id, NEXT_DAY);
    await test.db.unitOfWork(async ({ sql }) => {
      await sql("SET LOCAL session_replication_role = replica");
      await sql(`UPDATE "CloseRow" SET "netMinor" = "netMinor" + 1 WHERE "closeId" = $1 AND "ordinal" = 0`, [closes[0]?.id]);
    });
    expect(verifyChain(await certificatesOf(ctx), sha256)).toEqual({ settleDay: NEXT_DAY, version: 1, row: 0, what: "ROW_CHANGED" });
  });

  it("is only added to", async () => {
    const ctx = await threeDays();
    const { sql } = test.db.read;
    const [first] = await test.db.read.closes.ofDay(ctx.account.id, DAY);
    const id = first?.id ?? "";
    for (const statement of [
      `UPDATE "DayClose" SET "checker" = 'staff:eve' WHERE "id" = $1`,
      `UPDATE "CloseRow" SET "grossMinor" = 0 WHERE "closeId" = $1`,
      `DELETE FROM "ClosePosting" WHERE "closeId" = $1`,
    ])
      await expect(sql(statement, [id])).rejects.toThrow("only added to");
    const forged = { ...first, id: crypto.randomUUID(), seq: 9, settleDay: addDays(DAY, 9) };
    await expect(test.db.read.closes.insert(Object.assign({}, first, forged))).rejects.toMatchObject({ constraint: "closes_are_a_chain" });
    const last = await test.db.read.closes.last(ctx.account.id);
    const again = Object.assign({}, first, { id: crypto.randomUUID(), seq: 4, version: 2, previousDigest: last?.digest });
    await expect(test.db.read.closes.insert(again)).rejects.toMatchObject({ constraint: "closed_day_does_not_move" });
  });
});
