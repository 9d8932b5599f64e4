/**
 * The closes that count: the newest of every day that is closed now. A statement that begins with it has the account as $1; `seq` is the order
 * in which the days were closed.
 */
export const EFFECTIVE = `effective AS MATERIALIZED (SELECT c."id", c."settleDay", c."runId", c."seq", c."version" FROM "DayClose" c
  WHERE c."accountId" = $1 AND NOT EXISTS (SELECT 1 FROM "DayReopening" r
    WHERE r."accountId" = c."accountId" AND r."settleDay" = c."settleDay" AND r."version" = c."version" + 1))`;

/**
 * What a run says of all its rows, to be joined. Looked up run by run: joined by itself, the view is made for every run there ever was.
 * `run` is an expression for its id.
 */
export function outcomesOf(run: string): string {
  return `LATERAL (SELECT * FROM "RunOutcome" o WHERE o."runId" = ${run} OFFSET 0)`;
}

/** What runs say of one row, to be joined; `row` is an alias of something with `fileId` and `lineNo`. */
export function outcomesAt(row: string): string {
  return `LATERAL (SELECT * FROM "RunOutcome" o WHERE o."fileId" = ${row}."fileId" AND o."lineNo" = ${row}."lineNo" OFFSET 0)`;
}

/** Whether a resolution was taken back by a later one. */
export function isReversed(resolutionId: string): string {
  return `EXISTS (SELECT 1 FROM "Resolution" rv JOIN "ProposalDecision" rd ON rd."proposalId" = rv."proposalId"
    WHERE rv."reversesId" = ${resolutionId} AND rd."outcome" = 'APPROVED')`;
}

/**
 * Whether no later close says something else of the same row: one that took it as a row of a closed day, or its own day, closed once more.
 * `entry` and `close` are aliases.
 */
export function isNewestWord(entry: string, close: string): string {
  const isLater = `ne."seq" > ${close}."seq"`;
  return `NOT EXISTS (SELECT 1 FROM effective ne JOIN "RunEntry" nw ON nw."runId" = ne."runId"
      WHERE nw."fileId" = ${entry}."fileId" AND nw."lineNo" = ${entry}."lineNo" AND nw."originalDay" IS NOT NULL AND ${isLater})
    AND NOT EXISTS (SELECT 1 FROM effective ne WHERE ne."settleDay" = ${entry}."originalDay" AND ${isLater} AND ${isJudgedIn("ne", entry)})`;
}

/** Whether a run, that of the alias `close`, says anything of a row. */
export function isJudgedIn(close: string, row: string): string {
  return `EXISTS (SELECT 1 FROM "RunOutcome" o WHERE o."runId" = ${close}."runId" AND o."fileId" = ${row}."fileId" AND o."lineNo" = ${row}."lineNo" OFFSET 0)`;
}

/**
 * Whether an entry is about its run's own day, or about another one that is closed. What was still open of a closed day is looked at on later
 * days, too; once its own day is open again, that one says what becomes of it.
 */
export function isOfClosedDay(entry: string): string {
  return `(${entry}."posting" IS DISTINCT FROM 'open' OR EXISTS (SELECT 1 FROM effective od WHERE od."settleDay" = ${entry}."originalDay"))`;
}

/** The same of an entry about a transaction: what a close has booked later counts where it was booked, whatever became of its own day. */
export function isOfBooks(entry: string): string {
  return `(${isOfClosedDay(entry)} OR EXISTS (SELECT 1 FROM effective bx JOIN "RunEntry" bk ON bk."runId" = bx."runId"
    WHERE bk."kind" = 'booked' AND bk."subject" = ${entry}."subject"))`;
}

/** Whether what people did about an entry stands: neither the resolution that settles it nor the one that booked its row was taken back. */
export function isNotTakenBack(entry: string): string {
  return `(${entry}."resolutionId" IS NULL OR NOT ${isReversed(`${entry}."resolutionId"`)})
    AND (${entry}."bookedById" IS NULL OR NOT ${isReversed(`${entry}."bookedById"`)})`;
}

/**
 * Whether a row of a closed day settles a transaction; one tied or booked by hand does so no more once that was taken back, unless told otherwise.
 * `syssn` is an expression, `exceptAt` one of the rows that do not count, as `fileId#lineNo`.
 */
export function isSettledByClose(syssn: string, options: { evenIfReversed?: boolean; exceptAt?: string } = {}): string {
  const elsewhere = options.exceptAt === undefined ? "true" : `st."fileId" || '#' || st."lineNo" <> ALL(${options.exceptAt})`;
  const stands = options.evenIfReversed ? "true" : isNotTakenBack("st");
  const settles = (from: string): string =>
    `EXISTS (SELECT 1 FROM ${from} AND st."settles" @> ARRAY[${syssn}] AND ${stands} AND ${elsewhere} AND ${isNewestWord("st", "se")})`;
  return `(${settles(`effective se JOIN "RunEntry" st ON st."runId" = se."runId" WHERE cardinality(st."settles") > 0
      AND (st."originalDay" IS NOT NULL OR st."stage" IS DISTINCT FROM 'KEY_EXACT')`)}
    OR ${settles(`"StatementLine" sl CROSS JOIN ${outcomesAt("sl")} st JOIN effective se ON se."runId" = st."runId" WHERE sl."accountId" = $1 AND sl."syssn" = ${syssn}`)})`;
}
