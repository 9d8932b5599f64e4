import { type Currency, currencySchema } from "../money/index.ts";
import type { BookedLine } from "./books.ts";
import type { Decision } from "./decision.ts";

/** Where a row stands: a file of ours and the physical line in it. */
export type LinePlace = { readonly fileId: string; readonly lineNo: number };

/** What a break is about, the same from run to run: a row, one of our transactions, or the fees of a file (of one batch of it). */
export type Subject =
  | ({ readonly kind: "line" } & LinePlace)
  | { readonly kind: "transaction"; readonly syssn: string }
  | { readonly kind: "file"; readonly fileId: string; readonly currency: Currency; readonly batchNo: string | null }
  /** A row of a bank statement: no matter of a run. */
  | ({ readonly kind: "bank" } & LinePlace);

/** The one spelling of a subject, to find and to compare it by. */
export function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case "line":
      return `line:${placeText(subject)}`;
    case "transaction":
      return `transaction:${subject.syssn}`;
    case "file":
      return `file:${subject.fileId}:${subject.currency}:${subject.batchNo ?? ""}`;
    case "bank":
      return `bank:${placeText(subject)}`;
  }
}

const SHAPES = {
  line: /^(line|bank):([^#]+)#(\d+)$/,
  transaction: /^transaction:(.+)$/,
  file: /^file:([^:]+):([A-Z]{3}):(.*)$/,
} as const;

/** Reads a subject back. Throws for text that `subjectText` does not write. */
export function parseSubject(text: string): Subject {
  const [, kind, fileId = "", lineNo = ""] = SHAPES.line.exec(text) ?? [];
  if (fileId !== "") return { kind: kind === "bank" ? "bank" : "line", fileId, lineNo: Number(lineNo) };
  const syssn = SHAPES.transaction.exec(text)?.[1];
  if (syssn !== undefined) return { kind: "transaction", syssn };
  const file = SHAPES.file.exec(text);
  if (file === null) throw new Error(`${text} is no subject`);
  return { kind: "file", fileId: file[1] ?? "", currency: currencySchema.parse(file[2]), batchNo: file[3] || null };
}

/** Reads a place back, as `placeText` writes it. */
export function parsePlace(text: string): LinePlace {
  const at = text.lastIndexOf("#");
  return { fileId: text.slice(0, at), lineNo: Number(text.slice(at + 1)) };
}

export function placeText({ fileId, lineNo }: LinePlace): string {
  return `${fileId}#${lineNo}`;
}

export function placeOfLine(line: BookedLine): LinePlace {
  return { fileId: line.file.id, lineNo: line.lineNo };
}

/** What a decision is about. */
export function subjectOf(decision: Decision): Subject {
  if (decision.kind === "carried") return { kind: "transaction", syssn: decision.transaction.syssn };
  if (decision.kind !== "broken") return { kind: "line", ...placeOfLine(decision.line) };
  if (decision.line !== null) return { kind: "line", ...placeOfLine(decision.line) };
  if (decision.file === null) return { kind: "transaction", syssn: decision.syssn ?? "" };
  return { kind: "file", fileId: decision.file.id, currency: decision.difference.currency, batchNo: decision.batchNo };
}
