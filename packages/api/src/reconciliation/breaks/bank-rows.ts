import { announce, type Repositories } from "@tillbook/db/client";
import { type LinePlace, placeText, subjectText } from "@tillbook/domain/reconciliation";
import { MIDNIGHT, settlementDay } from "@tillbook/domain/time";
import { AppError } from "../../errors/index.ts";
import { propose, requirePerson } from "../../settlement/four-eyes.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { followPayouts } from "../../settlement/read-payouts.ts";
import { impossible } from "./propose.ts";

/** A receipt that is none of QFPay's is set aside; one that names a payout is accepted for it, be it late or short, the rest being a bank charge. */
export type ProposeBankRow = LinePlace & { action: "IGNORE_LINE" | "WRITE_OFF"; reason: string };

/** Asks a second person to settle a row of a bank statement. Decided like every other resolution. */
export async function proposeBankRow(ctx: BooksContext, command: ProposeBankRow): Promise<{ proposalId: string }> {
  requirePerson(ctx, "resolveBreak");
  const { id: accountId } = ctx.account;
  return ctx.db.unitOfWork(async (tx) => {
    await tx.proposals.lockBooks(accountId);
    const row = await findBroken(ctx, tx, command);
    if (row === null) throw new AppError("not_found", "there is no such row, or nothing is wrong with it");
    const { code, currency, valueDate, payouts } = row;
    const isFit = command.action === "IGNORE_LINE" ? code === "BANK_UNKNOWN" : payouts.length > 0;
    if (!isFit) throw impossible(`${command.action} is not for ${code}`);
    const subject = subjectText({ kind: "bank", fileId: command.fileId, lineNo: command.lineNo });
    const about = await tx.resolutions.about(accountId, [subject]);
    if (about.some(({ outcome }) => outcome === null))
      throw new AppError("changed_meanwhile", "somebody has proposed something for it already");
    const facts = factsOf(row);
    const proposalId = await propose(ctx, tx, { kind: "resolution", subject, facts, reason: command.reason, needsChecker: true });
    const nothing = { syssns: [], untilDay: null, owner: null, ticket: null, evidence: [], reversesId: null, codes: [] };
    const lines = [{ fileId: command.fileId, lineNo: command.lineNo }];
    const ledgerAccount = command.action === "WRITE_OFF" ? "bank_charges" : null;
    const paid = command.action === "WRITE_OFF" ? payouts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) : 0n;
    const difference = { minor: row.line.amountMinor - paid, currency };
    const { action } = command;
    await tx.resolutions.insert({
      ...nothing,
      proposalId,
      accountId,
      settleDay: valueDate,
      subject,
      action,
      difference,
      lines,
      ledgerAccount,
    });
    await announce(tx.sql, { accountId, topic: "day" });
    return { proposalId };
  });
}

/** What a decision about a bank row rests upon; null when nothing is wrong with the row any more. */
export async function bankFacts(ctx: BooksContext, tx: Repositories, place: LinePlace): Promise<string | null> {
  const row = await findBroken(ctx, tx, place);
  return row && factsOf(row);
}

type Facts = { code: string; differenceMinor: bigint; currency: string; payouts: readonly { ref: string }[] };

function factsOf({ code, differenceMinor, currency, payouts }: Facts): string {
  const named = code === "BANK_UNKNOWN" ? payouts.map(({ ref }) => ` ${ref}`) : [];
  return [code, differenceMinor, currency].join(" ") + named.join("");
}

/** What is wrong with a bank row as things stand. */
async function findBroken(ctx: BooksContext, tx: Repositories, place: LinePlace) {
  const trail = await followPayouts(tx, ctx.account.id, rulesOf(ctx.account), settlementDay(ctx.clock.now(), MIDNIGHT));
  for (const outcome of trail.bank) {
    if (outcome.kind !== "broken" || outcome.line === null) continue;
    const row = trail.placeOf(outcome.line);
    if (row && placeText(row) === placeText(place)) return { ...outcome, line: outcome.line, valueDate: row.valueDate };
  }
  return null;
}
