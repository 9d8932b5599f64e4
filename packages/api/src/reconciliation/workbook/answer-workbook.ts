import { AppError, type FieldFault } from "../../errors/index.ts";
import { requirePerson } from "../../settlement/four-eyes.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { assignBreaks } from "../breaks/assign.ts";
import { approveResolutions, rejectResolutions } from "../breaks/decide.ts";
import { proposeResolutions } from "../breaks/propose.ts";
import { type MarkedBreak, markedBreaks } from "./marked-breaks.ts";
import { type Answer, type AnsweredRow, answerIn, readAnswers } from "./read-answers.ts";

/**
 * What became of a row that asked for something. APPLIED: done. WAITING: a second person must agree. CONFLICT: the break is another one than
 * when the workbook was made, or somebody was quicker. REFUSED: it cannot be done, or not by this person.
 */
export type RowAnswer = {
  lineNo: number;
  subject: string;
  answer: "APPLIED" | "WAITING" | "CONFLICT" | "REFUSED";
  code: string | null;
  message: string | null;
  fields: readonly FieldFault[];
};
export type WorkbookAnswers = { rows: RowAnswer[]; applied: number; waiting: number; conflicts: number; refused: number; blank: number };

/**
 * Takes a workbook of breaks back, row by row, each by the verb that the desk uses: what one row is refused changes nothing for the others.
 * Rows without an answer are left alone. Refuses (`invalid_input`) a file that is no such workbook.
 */
export async function answerWorkbook(ctx: BooksContext, command: { bytes: AsyncIterable<Uint8Array> }): Promise<WorkbookAnswers> {
  requirePerson(ctx, "readSettlement");
  const answered = await readAnswers(command.bytes);
  const asked = answered.filter(({ cells }) => cells.action !== undefined);
  const open = asked.length === 0 ? [] : await ctx.db.unitOfWork((tx) => markedBreaks(tx, ctx.account.id), { bulk: true });
  const bySubject = new Map(open.map((aBreak) => [aBreak.subject, aBreak]));
  const rows: RowAnswer[] = [];
  for (const row of asked) rows.push(await answerRow(ctx, row, bySubject.get(row.cells.subject ?? "")));
  const count = (answer: RowAnswer["answer"]): number => rows.filter((row) => row.answer === answer).length;
  const blank = answered.length - asked.length;
  return { rows, applied: count("APPLIED"), waiting: count("WAITING"), conflicts: count("CONFLICT"), refused: count("REFUSED"), blank };
}

async function answerRow(ctx: BooksContext, row: AnsweredRow, aBreak: MarkedBreak | undefined): Promise<RowAnswer> {
  const told = { lineNo: row.lineNo, subject: row.cells.subject ?? "" };
  try {
    const answer = answerIn(row);
    if (aBreak === undefined) throw changed("it is open no more");
    if (aBreak.mark !== row.cells.mark) throw changed(`it is ${aBreak.codes.join(" ")} on other facts now: look at it again`);
    const needsChecker = answer !== null && (await perform(ctx, answer, aBreak));
    return { ...told, answer: needsChecker ? "WAITING" : "APPLIED", code: null, message: null, fields: [] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, fields } = error;
    return { ...told, answer: code === "changed_meanwhile" ? "CONFLICT" : "REFUSED", code, message, fields };
  }
}

/** Answers whether a second person must agree. */
async function perform(ctx: BooksContext, answer: Answer, aBreak: MarkedBreak): Promise<boolean> {
  const { settleDay, runId, ordinal, subject } = aBreak;
  switch (answer.does) {
    case "propose": {
      const { wish, reason } = answer;
      const { proposals } = await proposeResolutions(ctx, { settleDay, runId, ordinals: [ordinal], wish, reason });
      return proposals.some(({ needsChecker }) => needsChecker);
    }
    case "assign":
      await assignBreaks(ctx, { subjects: [subject], owner: answer.owner, nextActionOn: answer.nextActionOn });
      return false;
    case "approve": {
      const [decided] = await approveResolutions(ctx, { proposalIds: [waitingFor(aBreak)] });
      if (decided?.outcome === "VOID") throw changed("its facts have changed since it was proposed: propose it again");
      return false;
    }
    case "reject":
      await rejectResolutions(ctx, { proposalIds: [waitingFor(aBreak)], note: answer.reason });
      return false;
  }
}

function waitingFor({ waiting }: MarkedBreak): string {
  if (waiting === null) throw changed("nothing waits for a second person");
  return waiting.proposalId;
}

function changed(why: string): AppError {
  return new AppError("changed_meanwhile", why);
}
