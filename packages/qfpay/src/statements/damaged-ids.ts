import type { FailedRow } from "@tillbook/domain/settlement";

/** A spreadsheet holds 15 digits of a number and fills the rest with zeros. */
const SPREADSHEET_DIGITS = 15;
const SURELY_LOST = 8;
const MAYBE_LOST = 3;
const SHOWN = 100;
const ZERO = 48;
const PLUS = 43;

/**
 * Watches identifiers for what spreadsheets do to them: `2.02403E+25`, a trailing `.0`, or zeros where digits were.
 * Few trailing zeros alone prove nothing; they do beside whole numbers in the same column.
 */
export function damageWatch() {
  const damaged: Found = { rows: [], count: 0 };
  const columns: { isSound: boolean; readonly doubtful: Found }[] = [];
  const numbers = { lineNo: 0, texts: new Set<string>() };
  return {
    /** Watches one column, row by row. */
    column(name: string): (lineNo: number, id: string | null) => void {
      const column = { isSound: false, doubtful: { rows: [], count: 0 } };
      columns.push(column);
      return (lineNo, id) => {
        if (id === null || (column.isSound && !looksDamaged(id))) return;
        if (numbers.lineNo === lineNo && numbers.texts.has(id)) return; // known already
        const row: FailedRow = { lineNo, column: name, reason: "ID_PRECISION_LOST", text: id };
        if (/^\d(?:\.\d+)?E\+\d+$/i.test(id) || /^\d{12,}\.0+$/.test(id)) add(damaged, row);
        else if (isLongNumber(id)) {
          const lost = id.length - SPREADSHEET_DIGITS;
          if (lost < MAYBE_LOST || !/^0+$/.test(id.slice(SPREADSHEET_DIGITS))) column.isSound = true;
          else if (lost >= SURELY_LOST) add(damaged, row);
          else add(column.doubtful, row);
        }
      };
    },
    /** A cell that is a number in its workbook: whatever it held before, its digits are gone or its zeros in front are. */
    seeNumber(lineNo: number, column: string, text: string): void {
      if (numbers.lineNo !== lineNo) numbers.texts.clear();
      numbers.lineNo = lineNo;
      numbers.texts.add(text);
      add(damaged, { lineNo, column, reason: "ID_PRECISION_LOST", text });
    },
    /** The first rows found, by line, and how many there are. */
    found(): { rows: readonly FailedRow[]; count: number } {
      const all = [damaged, ...columns.filter(({ isSound }) => isSound).map(({ doubtful }) => doubtful)];
      const rows = all.flatMap((found) => found.rows).toSorted((a, b) => a.lineNo - b.lineNo);
      return { rows, count: all.reduce((sum, found) => sum + found.count, 0) };
    },
  };
}

type Found = { rows: FailedRow[]; count: number };

/** Cheap, and true for everything that may be damaged: it ends in a zero, or shows an exponent. */
function looksDamaged(id: string): boolean {
  const end = id.length;
  if (id.charCodeAt(end - 1) === ZERO) return true;
  return id.charCodeAt(end - 2) === PLUS || id.charCodeAt(end - 3) === PLUS || id.charCodeAt(end - 4) === PLUS;
}

function add(found: Found, row: FailedRow): void {
  found.count += 1;
  if (found.rows.length < SHOWN) found.rows.push(row);
}

function isLongNumber(id: string): boolean {
  return id.length > SPREADSHEET_DIGITS && /^\d+$/.test(id);
}
