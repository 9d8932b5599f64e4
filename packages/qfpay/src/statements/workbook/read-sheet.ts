import { openArchive } from "../containers/archive.ts";
import { Refusal, STATEMENT_LIMITS } from "../limits.ts";
import type { Spooled } from "../spool.ts";
import { isWorkbook, openWorkbook } from "./workbook.ts";

/** A row of a sheet: its number in the workbook, and its cells as text up to its last value. */
export type SheetRow = { readonly lineNo: number; readonly cells: readonly string[] };

/**
 * The first visible sheet of an Excel workbook, such as one of ours that comes back filled in.
 * Throws {@link Refusal} for what is no workbook, is damaged or locked, or has more rows than `maxRows`.
 */
export async function readSheet(file: Spooled, maxRows: number): Promise<SheetRow[]> {
  const archive = await openArchive(file.path, STATEMENT_LIMITS.maxBytes);
  try {
    if (!isWorkbook(archive)) throw new Refusal("NO_PROFILE", "DAMAGED_ARCHIVE", { cause: "no workbook" });
    const sheet = (await openWorkbook(archive)).find(({ isHidden }) => !isHidden);
    const rows: SheetRow[] = [];
    for await (const batch of sheet?.rows(STATEMENT_LIMITS, () => undefined) ?? []) {
      for (const { lineNo, cells } of batch) rows.push({ lineNo, cells: cells ?? [] });
      if (rows.length > maxRows) throw new Refusal("TOO_LARGE", null, { limit: String(maxRows) });
    }
    return rows;
  } finally {
    archive.close();
  }
}
