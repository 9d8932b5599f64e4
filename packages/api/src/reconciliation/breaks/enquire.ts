import { announce } from "@tillbook/db/client";
import type { SettlementDay } from "@tillbook/domain/time";
import type { PaymentContext } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import { decide, propose, requirePerson } from "../../settlement/four-eyes.ts";
import { takeInRows } from "../../settlement/index.ts";
import { refuseUnknownFiles } from "./evidence-files.ts";
import { impossible, type Proposed, type ProposeResolutions, proposeResolutions, runOnScreen } from "./propose.ts";

export type EnquireBreak = { settleDay: SettlementDay; runId: string; ordinal: number };
/** What speaks for it, in words and as documents that were sent before. */
export type Support = Pick<ProposeResolutions, "evidence" | "files">;
/** How many rows QFPay answered with about the break's numbers. */
export type EnquiredView = { found: number };

/** Asks QFPay about a break's numbers and takes the answer into our books, by the doors of all news. The next run knows it. */
export async function enquireBreak(ctx: PaymentContext, command: EnquireBreak, support: Support = {}): Promise<EnquiredView> {
  requirePerson(ctx, "resolveBreak");
  await refuseUnknownFiles(ctx.db.read, ctx.account.id, support.files ?? []);
  const { subject, syssns } = await numbersOf(ctx, command);
  const answer = await ctx.qfpay.enquire({ syssn: syssns }, { priority: "people" });
  if (answer.kind !== "accepted") throw new AppError("qfpay_unreachable", `QFPay's answer was ${answer.kind}`);
  const asked = answer.value.rows.filter(({ syssn }) => syssn !== null && syssns.includes(syssn));
  const rows = await takeInRows(ctx, asked, answer.sent);
  await ctx.db.unitOfWork(async (tx) => {
    const told = { kind: "resolution" as const, subject, facts: "", reason: `asked QFPay about ${syssns.join(", ")}`, needsChecker: false };
    const proposalId = await propose(ctx, tx, told);
    const nothing = {
      ledgerAccount: null,
      untilDay: null,
      owner: null,
      ticket: null,
      reversesId: null,
      difference: null,
      codes: [],
      lines: [],
    };
    const said = rows.map(({ syssn, respcd, cancel }) => `${syssn}: respcd ${respcd}, cancel ${cancel}`);
    const { id: accountId } = ctx.account;
    await tx.resolutions.insert({
      ...nothing,
      proposalId,
      accountId,
      settleDay: command.settleDay,
      subject,
      action: "ENQUIRE",
      syssns,
      evidence: [...said, ...(support.evidence ?? [])],
      fileIds: support.files,
    });
    await decide(ctx, tx, { id: proposalId, kind: "resolution", subject }, { outcome: "APPROVED", note: null });
    await announce(tx.sql, { accountId, topic: "day" });
  });
  return { found: rows.length };
}

/** Books a missing transaction: as QFPay tells it, when it does, which needs nobody else; from the statement's row otherwise, which waits for a second person. */
export async function createInternal(
  ctx: PaymentContext,
  command: EnquireBreak & Support & { reason: string },
): Promise<Proposed | EnquiredView> {
  const { settleDay, runId, ordinal, reason, evidence, files } = command;
  const enquiredView = await enquireBreak(ctx, command, { evidence, files }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "qfpay_unreachable") return { found: 0 };
    throw error;
  });
  if (enquiredView.found > 0) return enquiredView;
  return proposeResolutions(ctx, { settleDay, runId, ordinals: [ordinal], wish: { action: "CREATE_INTERNAL" }, reason, evidence, files });
}

async function numbersOf(ctx: PaymentContext, command: EnquireBreak): Promise<{ subject: string; syssns: string[] }> {
  const run = await runOnScreen(ctx, ctx.db.read, command);
  const [entry] = await ctx.db.read.runs.entriesAt(run.id, [command.ordinal]);
  if (!entry?.subject) throw new AppError("not_found", "there is no such break");
  const syssns = entry.syssns.slice(0, 4);
  if (syssns.length === 0) throw impossible("it names no number that QFPay knows");
  return { subject: entry.subject, syssns };
}
