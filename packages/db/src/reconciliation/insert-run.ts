import { type BookedLine, placeOfLine, placeText } from "@tillbook/domain/reconciliation";
import { batchesOfRows } from "@tillbook/domain/settlement";
import { exactJson } from "../client/rows.ts";
import type { Sql } from "../client/sql.ts";
import { type EntryToKeep, entriesOf } from "./entries-of.ts";
import type { RunToKeep } from "./rows.ts";
import { insertRunFiles, plainFiles } from "./run-files.ts";

const BATCH = 1_000;

/**
 * Keeps a run with all its entries: matched, broken, carried, ignored, numbered in that order, then what it took of closed days. Of plain
 * rows only their files are kept: they are all rows of the day that have no entry.
 */
export async function insertRun(sql: Sql, run: RunToKeep): Promise<void> {
  const { outcome } = run;
  const totals = [...outcome.totals].map(([currency, figures]) => ({ currency, ...figures }));
  const fileProofs = outcome.fileProofs.map(({ file, currency, off }) => ({ fileId: file.id, name: file.name, currency, off }));
  await sql(
    `INSERT INTO "ReconciliationRun" ("id","accountId","settleDay","asOf","ruleVersion","resultHash","inputs","totals","dayProofs","fileProofs","alerts",
       "matched","broken","carried","ignored","isExplained","booksMark","filesMark","ranAt","ranBy","decisionsMark","takesPrior","lateInputs")
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23)`,
    [run.id, run.accountId, run.settleDay, run.asOf, run.ruleVersion, run.resultHash, JSON.stringify(run.inputs), exactJson(totals), exactJson(outcome.dayProofs),
      exactJson(fileProofs), outcome.alerts, matchedLines(outcome), outcome.broken.length, outcome.carried.length, outcome.ignored.length,
      outcome.isExplained, run.booksMark, run.filesMark, run.ranAt, run.ranBy, run.decisionsMark, run.takesPrior, JSON.stringify(run.lateInputs)],
  ); // biome-ignore format: columns and values side by side
  const { matched, others } = entriesOf(run);
  const { files, next } = await plainFiles(sql, run, await insertAll(sql, run.id, matched, 0));
  await insertRunFiles(sql, run, files);
  await insertAll(sql, run.id, others, next);
  await insertBatches(sql, run);
}

/** How many lines a run has matched, plain ones among them. */
function matchedLines({ matched, plain }: RunToKeep["outcome"]): number {
  return plain.reduce((sum, { lines }) => sum + lines, matched.length);
}

/** Numbers entries from `first` on. Answers the number behind the last. */
async function insertAll(sql: Sql, runId: string, entries: Iterable<EntryToKeep>, first: number): Promise<number> {
  let next = first;
  let batch: EntryToKeep[] = [];
  const send = async (): Promise<void> => {
    if (batch.length > 0) await insertEntries(sql, runId, batch, next);
    next += batch.length;
    batch = [];
  };
  for (const entry of entries) {
    batch.push(entry);
    if (batch.length === BATCH) await send();
  }
  await send();
  return next;
}

async function insertEntries(sql: Sql, runId: string, entries: readonly EntryToKeep[], from: number): Promise<void> {
  const rows = entries.map((entry, at) => ({ ordinal: from + at, ...entry }));
  await sql(
    `INSERT INTO "RunEntry" ("runId","ordinal","kind","fileId","lineNo","syssns","stage","codes","reason","carriedIn","expectedValueDate","differenceMinor","currency",
       "explained","because","subject","settles","unbookedMinor","resolutionId","bookedById","originalDay","posting")
     SELECT $1, "ordinal","kind","fileId","lineNo", coalesce("syssns", '{}'),"stage", coalesce("codes", '{}'),"reason", coalesce("carriedIn", false),
       "expectedValueDate","differenceMinor","currency", coalesce("explained", '[]'),"because","subject", coalesce("settles", '{}'), coalesce("unbookedMinor", 0),
       "resolutionId","bookedById","originalDay","posting"
     FROM jsonb_to_recordset($2) AS e("ordinal" int, "kind" text, "fileId" uuid, "lineNo" int, "syssns" text[], "stage" text, "codes" text[], "reason" text,
       "carriedIn" boolean, "expectedValueDate" date, "differenceMinor" bigint, "currency" text, "explained" jsonb, "because" jsonb, "subject" text,
       "settles" text[], "unbookedMinor" bigint, "resolutionId" uuid, "bookedById" uuid, "originalDay" date, "posting" text)`,
    [runId, exactJson(rows)],
  );
}

/** What the rows that this run judges for the first time will pay. */
async function insertBatches(sql: Sql, run: RunToKeep): Promise<void> {
  const batches = batchesOfRows([...payingRows(run), ...run.outcome.plain]);
  if (batches.length === 0) return;
  await sql(
    `INSERT INTO "RunBatch" ("runId","ordinal","batchNo","settleDate","currency","settleMinor","reserveMinor")
     SELECT $1, o - 1, b, d, c, s, r FROM unnest($2::text[], $3::date[], $4::text[], $5::bigint[], $6::bigint[]) WITH ORDINALITY AS x(b, d, c, s, r, o)`,
    [run.id, batches.map(({ batchNo }) => batchNo), batches.map(({ settleDate }) => settleDate), batches.map(({ currency }) => currency),
      batches.map(({ settleMinor }) => settleMinor), batches.map(({ reserveMinor }) => reserveMinor)],
  ); // biome-ignore format: columns and values side by side
}

function payingRows({ outcome, latePlaces }: RunToKeep): BookedLine[] {
  const prior = outcome.prior.filter(
    (each) => each.kind !== "carried" && each.line !== null && latePlaces.has(placeText(placeOfLine(each.line))),
  );
  return [...outcome.matched, ...outcome.broken, ...prior].flatMap((each) =>
    (each.kind === "matched" || each.kind === "broken") && each.line !== null ? [each.line] : [],
  );
}
