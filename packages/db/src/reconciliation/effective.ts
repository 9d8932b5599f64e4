/**
 * The closes that count: the newest of every day that is closed now. A statement that begins with it has the account as $1; `seq` is the order
 * in which the days were closed.
 */
export const EFFECTIVE = `effective AS MATERIALIZED (SELECT c."id", c."settleDay", c."runId", c."seq", c."version" FROM "DayClose" c
  WHERE c."accountId" = $1 AND NOT EXISTS (SELECT 1 FROM "DayReopening" r
    WHERE r."accountId" = c."accountId" AND r."settleDay" = c."settleDay" AND r."version" = c."version" + 1))`;

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
  const same = `nw."fileId" = ${entry}."fileId" AND nw."lineNo" = ${entry}."lineNo" AND ne."seq" > ${close}."seq"`;
  const words = (of: "RunEntry" | "RunOutcome"): string => `SELECT 1 FROM effective ne JOIN "${of}" nw ON nw."runId" = ne."runId"`;
  return `NOT EXISTS (${words("RunEntry")} WHERE ${same} AND nw."originalDay" IS NOT NULL)
    AND NOT EXISTS (${words("RunOutcome")} WHERE ${same} AND ne."settleDay" = ${entry}."originalDay")`;
}

/**
 * Whether a row of a closed day settles a transaction; one tied by hand does so no more once that was taken back, unless told otherwise.
 * `syssn` is an expression, `exceptAt` one of the rows that do not count, as `fileId#lineNo`.
 */
export function isSettledByClose(syssn: string, options: { evenIfReversed?: boolean; exceptAt?: string } = {}): string {
  const elsewhere = options.exceptAt === undefined ? "true" : `st."fileId" || '#' || st."lineNo" <> ALL(${options.exceptAt})`;
  const stands = options.evenIfReversed ? "true" : `(st."resolutionId" IS NULL OR NOT ${isReversed(`st."resolutionId"`)})`;
  const settles = (from: string): string =>
    `EXISTS (SELECT 1 FROM ${from} AND st."settles" @> ARRAY[${syssn}] AND ${stands} AND ${elsewhere} AND ${isNewestWord("st", "se")})`;
  return `(${settles(`effective se JOIN "RunEntry" st ON st."runId" = se."runId" WHERE cardinality(st."settles") > 0
      AND (st."originalDay" IS NOT NULL OR st."stage" IS DISTINCT FROM 'KEY_EXACT')`)}
    OR ${settles(`"StatementLine" sl JOIN "RunOutcome" st ON st."fileId" = sl."fileId" AND st."lineNo" = sl."lineNo"
      JOIN effective se ON se."runId" = st."runId" WHERE sl."accountId" = $1 AND sl."syssn" = ${syssn}`)})`;
}
