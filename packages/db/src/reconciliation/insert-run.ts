import type { DayOutcome, Decision } from "@tillbook/domain/reconciliation";
import type { Sql } from "../client/sql.ts";
import { exactJson, type RunToKeep } from "./rows.ts";

const BATCH = 5_000;

/** Keeps a run with all its entries: matched, broken, carried, ignored, numbered in that order. */
export async function insertRun(sql: Sql, run: RunToKeep): Promise<void> {
  const { outcome } = run;
  const totals = [...outcome.totals].map(([currency, figures]) => ({ currency, ...figures }));
  const fileProofs = outcome.fileProofs.map(({ file, currency, off }) => ({ fileId: file.id, name: file.name, currency, off }));
  await sql(
    `INSERT INTO "ReconciliationRun" ("id","accountId","settleDay","asOf","ruleVersion","resultHash","inputs","totals","dayProofs","fileProofs","alerts",
       "matched","broken","carried","ignored","isExplained","booksMark","filesMark","ranAt","ranBy")
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20)`,
    [run.id, run.accountId, run.settleDay, run.asOf, run.ruleVersion, run.resultHash, JSON.stringify(run.inputs), exactJson(totals), exactJson(outcome.dayProofs),
      exactJson(fileProofs), outcome.alerts, outcome.matched.length, outcome.broken.length, outcome.carried.length, outcome.ignored.length,
      outcome.isExplained, run.booksMark, run.filesMark, run.ranAt, run.ranBy],
  ); // biome-ignore format: columns and values side by side
  const decisions = decisionsOf(outcome);
  for (let from = 0; from < decisions.length; from += BATCH) await insertEntries(sql, run.id, decisions.slice(from, from + BATCH), from);
}

function decisionsOf(outcome: DayOutcome): Decision[] {
  return [...outcome.matched, ...outcome.broken, ...outcome.carried, ...outcome.ignored];
}

async function insertEntries(sql: Sql, runId: string, decisions: readonly Decision[], from: number): Promise<void> {
  const rows = decisions.map((decision, at) => ({ ordinal: from + at, ...entryOf(decision) }));
  await sql(
    `INSERT INTO "RunEntry" ("runId","ordinal","kind","fileId","lineNo","syssns","stage","codes","reason","carriedIn","expectedValueDate","differenceMinor","currency",
       "explained","because")
     SELECT $1, "ordinal","kind","fileId","lineNo", coalesce("syssns", '{}'),"stage", coalesce("codes", '{}'),"reason", coalesce("carriedIn", false),
       "expectedValueDate","differenceMinor","currency", coalesce("explained", '[]'),"because"
     FROM jsonb_to_recordset($2) AS e("ordinal" int, "kind" text, "fileId" uuid, "lineNo" int, "syssns" text[], "stage" text, "codes" text[], "reason" text,
       "carriedIn" boolean, "expectedValueDate" date, "differenceMinor" bigint, "currency" text, "explained" jsonb, "because" jsonb)`,
    [runId, exactJson(rows)],
  );
}

/** Matches by key say why by their stage alone; only what needs more words keeps them. */
function entryOf(decision: Decision): object {
  switch (decision.kind) {
    case "matched":
      return {
        kind: "matched",
        ...placeOf(decision.line),
        syssns: decision.transactions.map(({ syssn }) => syssn),
        stage: decision.stage,
        carriedIn: decision.carriedIn,
        explained: decision.explained.map(({ code, amount }) => ({ code, minor: amount.minor, currency: amount.currency })),
        because: decision.stage === "SUBLEDGER" ? decision.because : undefined,
      };
    case "broken":
      return {
        kind: "broken",
        ...placeOf(decision.line),
        ...(decision.file && { fileId: decision.file.id }),
        syssns: [...new Set([...(decision.syssn === null ? [] : [decision.syssn]), ...decision.about.map(({ syssn }) => syssn)])],
        codes: decision.codes,
        differenceMinor: decision.difference.minor,
        currency: decision.difference.currency,
        because: decision.because,
      };
    case "carried": {
      const { transaction, reason, expectedValueDate, because } = decision;
      return { kind: "carried", syssns: [transaction.syssn], reason, expectedValueDate, because };
    }
    case "ignored":
      return { kind: "ignored", ...placeOf(decision.line), syssns: [], reason: decision.reason };
  }
}

function placeOf(line: { file: { id: string }; lineNo: number } | null): object {
  return line ? { fileId: line.file.id, lineNo: line.lineNo } : {};
}
