import pg from "pg";
import type { PlantedBreak } from "./write-files.ts";

/** How well planted breaks were found: by code and line, or by code and number where no line names them. */
export type Found = { readonly precision: number; readonly recall: number; readonly found: number; readonly planted: number };

/** Reads the breaks of the newest run as they are kept and compares them with what was planted. */
export async function foundBreaks(url: string, planted: readonly PlantedBreak[]): Promise<Found> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ text: string }>(
      `SELECT array_to_string(e."codes", '+') || coalesce('#' || e."lineNo", ' ' || e."syssns"[1], '') AS "text" FROM "RunEntry" e
       WHERE e."kind" = 'broken' AND e."runId" = (SELECT "id" FROM "ReconciliationRun" ORDER BY "seq" DESC LIMIT 1)`,
    );
    const wanted = new Set(planted);
    const right = rows.filter(({ text }) => wanted.has(text)).length;
    return {
      precision: right / Math.max(1, rows.length),
      recall: right / Math.max(1, wanted.size),
      found: rows.length,
      planted: wanted.size,
    };
  } finally {
    await client.end();
  }
}
