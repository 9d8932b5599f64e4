import type { Sql } from "@tillbook/db/client";
import { brokenInvariants } from "@tillbook/db/invariants";
import { brokenAfter, useTestDatabase } from "@tillbook/db/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { importStatement } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn } from "../../settlement/testing/books.ts";
import { approveResolutions, listBreaks, proposeResolutions } from "../index.ts";
import { close, run, twoPeople } from "../testing/people.ts";

const test = useTestDatabase();

/** Two closed days: rows that agree, one written off by two people, one carried in. */
beforeAll(async () => {
  const people = await twoPeople(test.db);
  await takeIn(people.anna, sold("P1"), sold("P2"), sold("P3"), sold("P4", { time: `${NEXT_DAY} 12:00:00` }));
  await importStatement(people.anna, {
    name: "day.csv",
    bytes: statement(row({ syssn: "P1" }), row({ syssn: "P2", gross: "99.00", net: "98.20" })),
  });
  await run(people.anna, DAY);
  const [aBreak] = (await listBreaks(people.anna, { isSettled: false, settleDay: DAY, limit: 9 })).items;
  const wish = { action: "WRITE_OFF", account: "write_off" } as const;
  const command = { settleDay: DAY, runId: aBreak?.runId ?? "", ordinals: [aBreak?.ordinal ?? 0], wish, reason: "accepted" };
  const { proposals } = await proposeResolutions(people.anna, command);
  await approveResolutions(people.ben, { proposalIds: proposals.map(({ proposalId }) => proposalId) });
  await run(people.anna, DAY);
  await close(people, DAY);
  const next = ["P3", "P4"].map((syssn) => row({ syssn, day: NEXT_DAY, batch: "B2" }));
  await importStatement(people.anna, { name: "next.csv", bytes: statement(...next) });
  await run(people.anna, NEXT_DAY);
  await close(people, NEXT_DAY);
});

const namesBrokenAfter = async (breaking: (sql: Sql) => Promise<unknown>): Promise<string[]> =>
  (await brokenAfter(test.db, breaking)).map(({ name }) => name);

const copied =
  (table: string, over: string, of = "true") =>
  (sql: Sql) =>
    sql(`INSERT INTO "${table}" SELECT (jsonb_populate_record(r, '${over}'::jsonb)).* FROM "${table}" r WHERE ${of} LIMIT 1`);
/** The same where a guard of the database's own would refuse it. */
const unguarded = (guard: string, breaking: (sql: Sql) => Promise<unknown>) => async (sql: Sql) => {
  await sql(guard);
  await breaking(sql);
};
const TWO_PEOPLE = `ALTER TABLE "DayClose" DROP CONSTRAINT "close_has_two_people"`;
const OTHER_DIGEST = "f".repeat(64);
const ANOTHER = "00000000-0000-7000-8000-000000000000";

describe("the promises of reconciled days", () => {
  it("are kept by sound ones", async () => {
    expect(await brokenInvariants(test.db.read.sql)).toEqual([]);
  });

  it.each<[string, string, (sql: Sql) => Promise<unknown>]>([
    [
      "a_row_has_one_outcome",
      "a row was judged twice",
      unguarded(`DROP INDEX "RunEntry_one_outcome_per_line"`, copied("RunEntry", `{"ordinal": 999}`, `"lineNo" IS NOT NULL`)),
    ],
    ["an_outcome_is_of_a_row_that_is_there", "a row is gone", (sql) => sql(`DELETE FROM "StatementLine" WHERE "syssn" = 'P2'`)],
    [
      "closed_days_prove_their_files",
      "a file's proof is off",
      (sql) => sql(`UPDATE "ReconciliationRun" SET "fileProofs" = jsonb_set("fileProofs", '{0,off,feeMinor}', '"1"')`),
    ],
    [
      "closed_days_prove_themselves",
      "a day's proof is off",
      (sql) => sql(`UPDATE "ReconciliationRun" SET "dayProofs" = jsonb_set("dayProofs", '{0,off}', '"-1"')`),
    ],
    [
      "a_transaction_settles_once",
      "another row settles P3, too",
      (sql) => sql(`UPDATE "RunEntry" SET "settles" = '{P3}' WHERE 'P2' = ANY ("settles")`),
    ],
    [
      "a_transaction_settles_once",
      "another row settles the plain P1, too",
      (sql) => sql(`UPDATE "RunEntry" SET "settles" = '{P1}' WHERE 'P2' = ANY ("settles")`),
    ],
    [
      "the_same_content_counts_once",
      "a file counts twice",
      unguarded(
        `DROP INDEX "StatementFile_active_content"`,
        copied("StatementFile", `{"id": "${ANOTHER}", "rawSha256": "${OTHER_DIGEST}"}`),
      ),
    ],
    ["two_people_agreed", "one person did both", (sql) => sql(`UPDATE "ProposalDecision" SET "by" = 'staff:anna'`)],
    ["two_people_agreed", "one person closed a day", unguarded(TWO_PEOPLE, (sql) => sql(`UPDATE "DayClose" SET "checker" = "maker"`))],
    ["a_closed_day_does_not_move", "a closed day was run again", copied("ReconciliationRun", `{"id": "${ANOTHER}", "seq": 999}`)],
    ["closes_are_a_chain", "a day was sealed anew", (sql) => sql(`UPDATE "DayClose" SET "digest" = '${OTHER_DIGEST}' WHERE "seq" = 1`)],
    [
      "what_was_written_stays",
      "the guard of closes was sent away",
      (sql) => sql(`ALTER TABLE "DayClose" DISABLE TRIGGER "day_close_is_kept"`),
    ],
  ])("%s is broken when %s", async (name, _how, breaking) => {
    expect(await namesBrokenAfter(breaking)).toContain(name);
  });
});
