import { Refusal, type StatementLimits } from "./limits.ts";

/** What a workbook says a cell is; text everywhere else. */
export type CellKind = "text" | "number" | "date" | "blank";

/** One record with the physical line it starts on. `cells` is null when its quotes are wrong. */
export type TextRecord = {
  readonly lineNo: number;
  readonly text: string;
  readonly cells: readonly string[] | null;
  /** Of a workbook's cells, in the order of `cells`. */
  readonly kinds?: readonly CellKind[];
};

export const DELIMITERS = [",", "\t", ";", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

type Started = { lineNo: number; text: string };

/** Puts physical lines together to records: a newline inside quotes belongs to its cell. */
export function recordReader(delimiter: Delimiter, limits: Pick<StatementLimits, "maxRowLength">, firstLineNo: number) {
  let lineNo = firstLineNo;
  let started: Started | null = null;
  return {
    /** Records that these lines complete, one by one, so that each is forgotten soon. Blank lines are skipped, but counted. */
    *read(lines: readonly string[]): Generator<TextRecord> {
      for (const line of lines) {
        const text = started ? `${started.text}\n${line}` : line;
        const startsAt = started ? started.lineNo : lineNo;
        lineNo += 1;
        started = null;
        if (text.length > limits.maxRowLength) throw new Refusal("CELL_TOO_LONG", null, { limit: String(limits.maxRowLength) });
        const cells = splitCells(text, delimiter);
        if (cells === "open") started = { lineNo: startsAt, text };
        else if (!isBlank(text)) yield { lineNo: startsAt, text, cells: cells === "broken" ? null : cells };
      }
    },
    /** What is left at the end of the file: a record whose quotes never closed. */
    end(): TextRecord[] {
      return started ? [{ ...started, cells: null }] : [];
    },
  };
}

function isBlank(text: string): boolean {
  return text === "" || (text.charCodeAt(0) <= 32 && text.trim() === "");
}

/** Splits one line that stands alone, such as a header. Null when its quotes are wrong. */
export function splitLine(text: string, delimiter: Delimiter): readonly string[] | null {
  const cells = splitCells(text, delimiter);
  return typeof cells === "string" ? null : cells;
}

/** WeChat's habit: every value begins with a backtick, and then commas, quotes and JSON stand in it as they are. docs/qfpay.md#statements */
function splitCells(text: string, delimiter: Delimiter): string[] | "open" | "broken" {
  if (text.startsWith("`")) return text.slice(1).split(`${delimiter}\``);
  return text.includes('"') ? splitQuoted(text, delimiter) : text.split(delimiter);
}

/** RFC 4180. Blanks behind a closing quote are let pass: HSBC writes a TAB there. */
function splitQuoted(text: string, delimiter: Delimiter): string[] | "open" | "broken" {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let end: number;
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1);
      if (close < 0) return "open";
      cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
      end = pastBlanks(text, close + 1, delimiter);
      if (end < text.length && text[end] !== delimiter) return "broken";
    } else {
      const next = text.indexOf(delimiter, at);
      end = next < 0 ? text.length : next;
      const cell = text.slice(at, end);
      if (cell.includes('"')) return "broken";
      cells.push(cell);
    }
    if (end >= text.length) return cells;
    at = end + 1;
  }
}

/** Where a quoted cell ends; two quotes in a row are one quote of the cell. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function pastBlanks(text: string, from: number, delimiter: Delimiter): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && (text[at] === " " || text[at] === "\t")) at += 1;
  return at;
}
