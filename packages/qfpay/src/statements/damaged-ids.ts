import type { FailedRow } from "@tillbook/domain/settlement";

/** A spreadsheet holds 15 digits of a number and fills the rest with zeros. */
const SPREADSHEET_DIGITS = 15;
const SURELY_LOST = 8;
const MAYBE_LOST = 3;
const SHOWN = 100;

/**
 * Watches identifiers for what spreadsheets do to them: `2.02403E+25`, a trailing `.0`, or zeros where digits were.
 * Few trailing zeros alone prove nothing; they do beside whole numbers in the same column.
 */
export function damageWatch() {
  const sound = new Set<string>();
  const doubtful = new Map<string, Found>();
  const damaged: Found = { rows: [], count: 0 };
  return {
    see(lineNo: number, column: string, id: string | null): void {
      if (id === null) return;
      const row: FailedRow = { lineNo, column, reason: "ID_PRECISION_LOST", text: id };
      if (/^\d(?:\.\d+)?E\+\d+$/i.test(id) || /^\d{12,}\.0+$/.test(id)) add(damaged, row);
      else if (isLongNumber(id)) {
        const lost = id.length - SPREADSHEET_DIGITS;
        if (lost < MAYBE_LOST || !/^0+$/.test(id.slice(SPREADSHEET_DIGITS))) sound.add(column);
        else if (lost >= SURELY_LOST) add(damaged, row);
        else add(inColumn(doubtful, column), row);
      }
    },
    /** The first rows found, by line, and how many there are. */
    found(): { rows: readonly FailedRow[]; count: number } {
      const all = [damaged, ...[...doubtful].filter(([column]) => sound.has(column)).map(([, found]) => found)];
      const rows = all.flatMap((found) => found.rows).toSorted((a, b) => a.lineNo - b.lineNo);
      return { rows, count: all.reduce((sum, found) => sum + found.count, 0) };
    },
  };
}

type Found = { rows: FailedRow[]; count: number };

function add(found: Found, row: FailedRow): void {
  found.count += 1;
  if (found.rows.length < SHOWN) found.rows.push(row);
}

function inColumn(columns: Map<string, Found>, column: string): Found {
  const found = columns.get(column) ?? { rows: [], count: 0 };
  columns.set(column, found);
  return found;
}

function isLongNumber(id: string): boolean {
  return id.length > SPREADSHEET_DIGITS && /^\d+$/.test(id);
}
