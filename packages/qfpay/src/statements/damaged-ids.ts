import type { FailedRow } from "@tillbook/domain/settlement";

/** A spreadsheet holds 15 digits of a number and fills the rest with zeros. */
const SPREADSHEET_DIGITS = 15;
const SURELY_LOST = 8;
const MAYBE_LOST = 3;

/**
 * Watches identifiers for what spreadsheets do to them: `2.02403E+25`, a trailing `.0`, or zeros where digits were.
 * Few trailing zeros alone prove nothing; they do beside whole numbers in the same column.
 */
export function damageWatch() {
  const sound = new Map<string, number>();
  const doubtful = new Map<string, FailedRow[]>();
  const damaged: FailedRow[] = [];
  return {
    see(lineNo: number, column: string, id: string | null): void {
      if (id === null) return;
      const row: FailedRow = { lineNo, column, reason: "ID_PRECISION_LOST", text: id };
      if (/^\d(?:\.\d+)?E\+\d+$/i.test(id) || /^\d{12,}\.0+$/.test(id)) damaged.push(row);
      else if (isLongNumber(id)) {
        const lost = id.length - SPREADSHEET_DIGITS;
        if (lost < MAYBE_LOST || !/^0+$/.test(id.slice(SPREADSHEET_DIGITS))) sound.set(column, (sound.get(column) ?? 0) + 1);
        else if (lost >= SURELY_LOST) damaged.push(row);
        else doubtful.set(column, [...(doubtful.get(column) ?? []).slice(0, 999), row]);
      }
    },
    found(): FailedRow[] {
      const judged = [...doubtful].flatMap(([column, rows]) => ((sound.get(column) ?? 0) > 0 ? rows : []));
      return [...damaged, ...judged].toSorted((a, b) => a.lineNo - b.lineNo);
    },
  };
}

function isLongNumber(id: string): boolean {
  return id.length > SPREADSHEET_DIGITS && /^\d+$/.test(id);
}
