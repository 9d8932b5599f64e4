import { parse } from "csv-parse/sync";
import { Refusal, type StatementLimits } from "./limits.ts";

/** One record with the physical line it starts on. `cells` is null when its quotes do not close. */
export type TextRecord = { readonly lineNo: number; readonly text: string; readonly cells: readonly string[] | null };

export const DELIMITERS = [",", "\t", ";", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

type Started = { lineNo: number; text: string };

/** Puts physical lines together to records: a newline inside quotes belongs to its cell. */
export function recordReader(delimiter: Delimiter, limits: StatementLimits, firstLineNo: number) {
  let lineNo = firstLineNo;
  let started: Started | null = null;
  return {
    /** Records that these lines complete. Blank lines are skipped, but counted. */
    read(lines: readonly string[]): TextRecord[] {
      const complete: Started[] = [];
      for (const line of lines) {
        started = started ? { lineNo: started.lineNo, text: `${started.text}\n${line}` } : { lineNo, text: line };
        lineNo += 1;
        if (started.text.length > limits.maxRowLength) throw new Refusal("CELL_TOO_LONG", null, { limit: String(limits.maxRowLength) });
        if (!isPrefixed(started.text) && endsInsideQuotes(started.text, delimiter)) continue;
        if (started.text.trim() !== "") complete.push(started);
        started = null;
      }
      return splitRecords(complete, delimiter);
    },
    /** What is left at the end of the file: a record whose quotes never closed. */
    end(): TextRecord[] {
      return started ? [{ ...started, cells: null }] : [];
    },
  };
}

/** Splits one line that stands alone, such as a header. Null when its quotes do not close. */
export function splitLine(text: string, delimiter: Delimiter): readonly string[] | null {
  return splitRecords([{ lineNo: 1, text }], delimiter)[0]?.cells ?? null;
}

/** WeChat's habit: every value begins with a backtick, and then commas, quotes and JSON stand in it as they are. docs/qfpay.md#statements */
function isPrefixed(text: string): boolean {
  return text.startsWith("`");
}

function endsInsideQuotes(text: string, delimiter: Delimiter): boolean {
  if (!text.includes('"')) return false;
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1);
      if (close < 0) return true;
      at = close + 1;
    }
    const next = text.indexOf(delimiter, at);
    if (next < 0) return false;
    at = next + 1;
  }
  return false;
}

/** Where a quoted cell ends; two quotes in a row are one quote of the cell. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function splitRecords(records: readonly Started[], delimiter: Delimiter): TextRecord[] {
  const quoted = records.filter(({ text }) => !isPrefixed(text) && text.includes('"'));
  const parsed = new Map(splitQuoted(quoted, delimiter).map((record) => [record.lineNo, record]));
  return records.map((record) => parsed.get(record.lineNo) ?? { ...record, cells: splitPlain(record.text, delimiter) });
}

function splitPlain(text: string, delimiter: Delimiter): string[] {
  return isPrefixed(text) ? text.slice(1).split(`${delimiter}\``) : text.split(delimiter);
}

/** csv-parse costs much to start and little to go on, so quoted records go to it together; one bad record sends each by itself. */
function splitQuoted(records: readonly Started[], delimiter: Delimiter): TextRecord[] {
  if (records.length === 0) return [];
  const rows = parsedRows(records.map(({ text }) => text).join("\n"), delimiter);
  if (rows?.length === records.length) return records.map((record, at) => ({ ...record, cells: rows[at] ?? null }));
  return records.map((record) => {
    const own = parsedRows(record.text, delimiter);
    return { ...record, cells: own?.length === 1 ? (own[0] ?? null) : null };
  });
}

function parsedRows(text: string, delimiter: Delimiter): string[][] | null {
  try {
    return parse(text, { delimiter, relax_column_count: true, record_delimiter: "\n" });
  } catch {
    return null;
  }
}
