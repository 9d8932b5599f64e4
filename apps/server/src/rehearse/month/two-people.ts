import type { BreakView } from "@tillbook/api/reconciliation";
import type { Wish } from "@tillbook/domain/reconciliation/breaks";
import { addDays, type SettlementDay } from "@tillbook/domain/time";
import { TRPCClientError } from "@trpc/client";
import type { Desk } from "../../testing/index.ts";
import type { Balance } from "./ledger.ts";
import { MISTAKE } from "./provider.ts";

/** Who asks and who agrees. */
export type Pair = { readonly maker: Desk; readonly checker: Desk };

/** How often each thing was done, by break code and action. */
export type Tally = Map<string, number>;

const ROUNDS = 6;
/** So many days are given to the provider to answer, and to a dispute to be decided. */
const ANSWERED_WITHIN_DAYS = 3;
const DISPUTED_FOR_DAYS = 10;

/** Settles every break of a day as two people would, running the day again after each round. Throws when one stays that nobody can settle. */
export async function settleBreaks(pair: Pair, settleDay: SettlementDay, tally: Tally): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { items } = await pair.maker.trpc.reconciliation.breaks.list.query({ isSettled: false, settleDay, limit: 200 });
    if (items.length === 0) return;
    for (const aBreak of items) await settle(pair, settleDay, aBreak, tally);
    await pair.maker.trpc.reconciliation.run.mutate({ settleDay });
  }
  const { items } = await pair.maker.trpc.reconciliation.breaks.list.query({ isSettled: false, settleDay, limit: 200 });
  const left = items.map(({ codes, subject, state }) => `${codes.join()} ${subject} ${state}`);
  if (left.length > 0) throw new Error(`${settleDay}: nobody could settle ${left.join("; ")}`);
}

async function settle(pair: Pair, settleDay: SettlementDay, aBreak: BreakView, tally: Tally): Promise<void> {
  const { breaks } = pair.maker.trpc.reconciliation;
  const { runId, ordinal, codes } = aBreak;
  const note = (action: string): void => {
    const what = `${codes.join("+")} ${action}`;
    tally.set(what, (tally.get(what) ?? 0) + 1);
  };
  const isFirstTime = aBreak.resolutions.length === 0;
  if (codes.includes("MISSING_INTERNAL") && aBreak.line?.syssn !== null && aBreak.line?.remark !== MISTAKE) {
    const made = await breaks.createInternal.mutate({ settleDay, runId, ordinal, reason: "the provider settles it" });
    note("proposals" in made ? "CREATE_INTERNAL" : "ENQUIRE");
    if ("proposals" in made) await agree(pair, made.proposals);
    return;
  }
  if ((codes.includes("STATUS_MISMATCH") || codes.includes("MISSING_EXTERNAL")) && isFirstTime) {
    await breaks.enquire.mutate({ settleDay, runId, ordinal });
    note("ENQUIRE");
    return;
  }
  const link = codes.includes("MISSING_INTERNAL") && aBreak.line?.syssn === null ? await suggestedLink(pair, aBreak, settleDay) : null;
  for (const wish of link ? [link] : wishesFor(aBreak, settleDay, isFirstTime)) {
    const asked = { settleDay, runId, ordinals: [ordinal], wish, reason: `${codes.join(", ")}: seen and decided`, evidence: ["mail"] };
    const { proposals } = await breaks.propose.mutate(asked);
    note(wish.action);
    await agree(pair, proposals);
  }
}

/** Disputes and double rows are raised with the provider and waited for; what stays then, and small differences, are written off. */
function wishesFor({ codes, line }: BreakView, settleDay: SettlementDay, isFirstTime: boolean): Wish[] {
  if (line?.remark === MISTAKE) return [{ action: "IGNORE_LINE" }];
  const until = addDays(settleDay, codes.includes("CHARGEBACK_NEW") ? DISPUTED_FOR_DAYS : ANSWERED_WITHIN_DAYS);
  if (isFirstTime && codes.some((code) => code === "DUPLICATE_EXTERNAL" || code === "CHARGEBACK_NEW"))
    return [
      { action: "CLAIM", ticket: `CASE-${settleDay}` },
      { action: "CARRY", until, owner: "Fiona" },
    ];
  const isFee = codes.some((code) => code === "FEE_MISMATCH" || code === "UNEXPLAINED_ADJUSTMENT");
  return [{ action: "WRITE_OFF", account: isFee ? "fees" : "write_off" }];
}

/** What the desk suggests for a row without a number: one transaction of the very amount. Null when there is no such one. */
async function suggestedLink({ maker }: Pair, { line, runId, ordinal }: BreakView, settleDay: SettlementDay): Promise<Wish | null> {
  const suggestions = await maker.trpc.reconciliation.breaks.suggestions.query({ settleDay, runId, ordinal });
  const [only] =
    suggestions.find(({ transactions }) => transactions.length === 1 && transactions[0]?.amount === line?.gross)?.transactions ?? [];
  return only && line ? { action: "LINK", lines: [{ fileId: line.fileId, lineNo: line.lineNo }], syssns: [only.syssn] } : null;
}

/** The second person's yes, where one is needed. */
async function agree({ maker, checker }: Pair, proposals: readonly { proposalId: string; needsChecker: boolean }[]): Promise<void> {
  const proposalIds = proposals.filter(({ needsChecker }) => needsChecker).map(({ proposalId }) => proposalId);
  if (proposalIds.length === 0) return;
  await mustBeRefused(() => maker.trpc.reconciliation.breaks.approve.mutate({ proposalIds }), "own_request");
  for (const { outcome } of await checker.trpc.reconciliation.breaks.approve.mutate({ proposalIds, note: "agreed" }))
    if (outcome !== "APPROVED") throw new Error(`a proposal is ${outcome}`);
}

/** What nobody does alone is tried alone, each time. */
async function mustBeRefused(work: () => Promise<unknown>, appCode: string): Promise<void> {
  const refused = await work().then(
    () => null,
    (error: unknown) => error,
  );
  const said = refused instanceof TRPCClientError ? JSON.stringify(refused.data) : String(refused);
  if (!said.includes(`"${appCode}"`)) throw new Error(`one person alone should have been refused: ${said}`);
}

/** Rows of the bank's that fit no payout: a stranger's are set aside, a sum that is short is accepted. */
export async function settleBankRows(pair: Pair, asOf: SettlementDay, tally: Tally): Promise<void> {
  const { bank } = await pair.maker.trpc.settlement.payouts.query({ asOf });
  for (const { codes, fileId, lineNo, status } of bank) {
    if (status !== "BROKEN" || fileId === null || lineNo === null) continue;
    const action = codes.includes("BANK_UNKNOWN") ? "IGNORE_LINE" : "WRITE_OFF";
    const asked = { fileId, lineNo, action, reason: "seen and decided" } as const;
    const { proposalId } = await pair.maker.trpc.reconciliation.breaks.proposeBankRow.mutate(asked);
    await agree(pair, [{ proposalId, needsChecker: true }]);
    const what = `${codes.join("+")} ${action}`;
    tally.set(what, (tally.get(what) ?? 0) + 1);
  }
}

/** Maker and checker close a day that was run. */
export async function closeDay({ maker, checker }: Pair, settleDay: SettlementDay): Promise<void> {
  await maker.trpc.reconciliation.closing.propose.mutate({ settleDay });
  const { review } = await checker.trpc.reconciliation.closing.day.query({ settleDay });
  if (!review) throw new Error(`${settleDay} is not in review`);
  await mustBeRefused(() => maker.trpc.reconciliation.closing.approve.mutate({ settleDay, maker: review.maker }), "own_request");
  await checker.trpc.reconciliation.closing.approve.mutate({ settleDay, maker: review.maker });
}

/** Both open a closed day again. */
export async function reopenDay({ maker, checker }: Pair, settleDay: SettlementDay): Promise<void> {
  const { proposalId } = await maker.trpc.reconciliation.closing.proposeReopen.mutate({ settleDay, reason: "a corrected batch came" });
  await mustBeRefused(() => maker.trpc.reconciliation.closing.approveReopen.mutate({ proposalId }), "own_request");
  await checker.trpc.reconciliation.closing.approveReopen.mutate({ proposalId });
}

/** Both decide about a file that takes no part yet. */
export async function decideFile({ maker, checker }: Pair, fileId: string, decision: "supersede" | "reject"): Promise<void> {
  const { proposalId } = await maker.trpc.settlement.proposeDecision.mutate({ fileId, decision, reason: "as the provider told us" });
  await checker.trpc.settlement.approveDecision.mutate({ proposalId });
}

/** Both close a month against what the ledger says. */
export async function closeMonth({ maker, checker }: Pair, month: string, ledger: Balance[]): Promise<void> {
  const { proposalId } = await maker.trpc.reconciliation.closing.proposeMonth.mutate({ month, ledger, reason: "all days are closed" });
  await mustBeRefused(() => maker.trpc.reconciliation.closing.approveMonth.mutate({ proposalId }), "own_request");
  await checker.trpc.reconciliation.closing.approveMonth.mutate({ proposalId });
}
