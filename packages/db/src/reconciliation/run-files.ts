import { isPlain } from "@tillbook/domain/reconciliation";
import type { Sql } from "../client/sql.ts";
import { lastRows } from "./exact/index.ts";
import type { RunToKeep } from "./rows.ts";

/** A file of a run with plain rows. The ordinal of such a row is `firstOrdinal` and its number in the file. */
export type RunFile = { readonly fileId: string; readonly firstOrdinal: number; readonly besides: readonly number[] };
export type RunFiles = { readonly files: readonly RunFile[] /** The first ordinal behind their rows. */; readonly next: number };

/** How plain rows are numbered: file by file in the order of their content, from an ordinal on. */
export async function plainFiles(sql: Sql, { inputs, outcome, elsewhere }: RunToKeep, from: number): Promise<RunFiles> {
  const withPlain = new Set([
    ...outcome.plain.map(({ fileId }) => fileId),
    ...outcome.matched.filter(isPlain).map(({ line }) => line.file.id),
  ]);
  const named = inputs.filter(({ id }) => withPlain.has(id)).toSorted((a, b) => (a.contentHash < b.contentHash ? -1 : 1));
  const last = await lastRows(
    sql,
    named.map(({ id }) => id),
  );
  const files: RunFile[] = [];
  let next = from;
  for (const { id: fileId } of named) {
    files.push({ fileId, firstOrdinal: next, besides: elsewhere.filter((place) => place.fileId === fileId).map(({ lineNo }) => lineNo) });
    next += (last.get(fileId) ?? 0) + 1;
  }
  return { files, next };
}

export async function insertRunFiles(sql: Sql, { id, settleDay }: RunToKeep, files: readonly RunFile[]): Promise<void> {
  for (const { fileId, firstOrdinal, besides } of files)
    await sql(`INSERT INTO "RunFile" ("runId","fileId","settleDay","firstOrdinal","besides") VALUES ($1,$2,$3,$4,$5)`, [
      id,
      fileId,
      settleDay,
      firstOrdinal,
      [...besides],
    ]);
}
