import { parseSubject, type Subject } from "@tillbook/domain/reconciliation";
import { reasonSchema, type Wish, wishSchema } from "@tillbook/domain/reconciliation/breaks";
import { type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { Refusal, readSheet, STATEMENT_LIMITS, spool } from "@tillbook/qfpay/statements";
import { z } from "zod";
import { AppError } from "../../errors/index.ts";
import { ANSWER_ACTIONS, columnNamed, type WorkbookColumn } from "./columns.ts";

const MOST_ROWS = 100_000;
const MOST_BYTES = 50 * 1024 * 1024;

/** A row of the workbook that came back, its cells by their columns. */
export type AnsweredRow = { readonly lineNo: number; readonly cells: Readonly<Partial<Record<WorkbookColumn, string>>> };

/** Reads a workbook back. Refuses (`invalid_input`) what is no workbook of ours: none with the columns that breaks are known again by. */
export async function readAnswers(bytes: AsyncIterable<Uint8Array>): Promise<AnsweredRow[]> {
  const [header, ...rows] = await sheetOf(bytes);
  const columns = (header?.cells ?? []).map(columnNamed);
  for (const needed of ["subject", "mark", "action"] as const) {
    if (!columns.includes(needed)) throw unreadable(`the column ${needed} is missing`);
  }
  return rows.map(({ lineNo, cells }) => {
    const named = columns.flatMap((name, at) => (name === null ? [] : [[name, (cells[at] ?? "").trim()] as const]));
    return { lineNo, cells: Object.fromEntries(named.filter(([, text]) => text !== "")) };
  });
}

async function sheetOf(bytes: AsyncIterable<Uint8Array>) {
  try {
    const file = await spool(bytes, Math.min(MOST_BYTES, STATEMENT_LIMITS.maxBytes));
    try {
      return await readSheet(file, MOST_ROWS);
    } finally {
      await file.discard();
    }
  } catch (error) {
    if (error instanceof Refusal) throw unreadable(error.message);
    throw error;
  }
}

function unreadable(why: string): AppError {
  return new AppError("invalid_input", `this is no workbook of breaks: ${why}`, { fields: [{ field: "file", fault: "not_a_workbook" }] });
}

/** What a row asks for. */
export type Answer =
  | { readonly does: "propose"; readonly wish: Wish; readonly reason: string }
  | { readonly does: "assign"; readonly owner: string; readonly nextActionOn: SettlementDay }
  | { readonly does: "approve" }
  | { readonly does: "reject"; readonly reason: string };

const assignment = z.object({ owner: z.string().min(1, "required").max(100, "too_long"), nextActionOn: settlementDaySchema });

/** What a row asks for; null when its answer is blank. Throws (`invalid_input`) an answer that cannot be understood, naming its column. */
export function answerIn({ cells }: AnsweredRow): Answer | null {
  if (cells.action === undefined) return null;
  const action = ANSWER_ACTIONS.find((known) => known === cells.action?.toUpperCase());
  if (action === undefined) throw notUnderstood("action", "not_accepted");
  if (action === "APPROVE") return { does: "approve" };
  if (action === "ASSIGN") {
    const told = assignment.safeParse({ owner: cells.new_owner ?? "", nextActionOn: dayIn(cells.until) });
    if (!told.success) throw notUnderstood(told.error.issues[0]?.path[0] === "owner" ? "new_owner" : "until", "required");
    return { does: "assign", ...told.data };
  }
  const reason = reasonSchema.safeParse(cells.reason ?? "");
  if (!reason.success) throw notUnderstood("reason", "required");
  if (action === "REJECT") return { does: "reject", reason: reason.data };
  return { does: "propose", wish: wishIn(action, cells), reason: reason.data };
}

function wishIn(action: Wish["action"], cells: AnsweredRow["cells"]): Wish {
  const terms: Readonly<Record<Wish["action"], object>> = {
    LINK: {
      lines: ownLine(parseSubject(cells.subject ?? "")),
      syssns: (cells.link_to ?? "").split(/[\s,;]+/).filter((text) => text !== ""),
    },
    CREATE_INTERNAL: {},
    CLAIM: { ticket: cells.ticket ?? "" },
    CARRY: { until: dayIn(cells.until), owner: cells.new_owner ?? "" },
    WRITE_OFF: { account: cells.account ?? "write_off" },
    IGNORE_LINE: {},
  };
  const wish = wishSchema.safeParse({ action, ...terms[action] });
  if (wish.success) return wish.data;
  const columns: Readonly<Record<string, WorkbookColumn>> = {
    syssns: "link_to",
    lines: "subject",
    owner: "new_owner",
    ticket: "ticket",
    until: "until",
    account: "account",
  };
  throw notUnderstood(columns[String(wish.error.issues[0]?.path[0])] ?? "action", "required");
}

/** Rows and transactions of several files are tied at the desk, where they can be seen. */
function ownLine(subject: Subject): { fileId: string; lineNo: number }[] {
  return subject.kind === "line" ? [{ fileId: subject.fileId, lineNo: subject.lineNo }] : [];
}

/** A spreadsheet may hand a day back with a clock. */
function dayIn(text: string | undefined): string {
  return (text ?? "").slice(0, 10).replaceAll("/", "-");
}

function notUnderstood(column: WorkbookColumn, fault: string): AppError {
  return new AppError("invalid_input", `${column}: ${fault}`, { fields: [{ field: column, fault }] });
}
