import type { Repositories } from "@tillbook/db/client";
import { storeAside } from "@tillbook/db/notifications";
import type { ObservationRow, StateChangeRow } from "@tillbook/db/observations";
import type { KnownPayment, NewCase } from "@tillbook/db/payments";
import type { TransactionRow } from "@tillbook/db/transactions";
import { actorName, type NewsContext } from "../context/index.ts";
import { newId } from "../orders/index.ts";
import { type HeardOfPayment, type HeardOfRefund, signedAmount } from "./heard.ts";
import type { Ours } from "./judge.ts";

type Heard = HeardOfPayment | HeardOfRefund;

/** What telling of news needs: who heard it, for whom, and when. */
export type TellingContext = Pick<NewsContext, "account" | "actor" | "clock">;

/** What became of an observation. `payment`: as the books know it now, where it was about one of ours and is known here. */
export type Recorded = { verdict: ObservationRow["verdict"]; orderId: string | null; payment?: KnownPayment };

/** News as the books keep it, but for the row of ours that it is about. */
export function storedForm(
  ctx: TellingContext,
  heard: Heard,
  verdict: ObservationRow["verdict"],
  findings: readonly string[],
): Omit<ObservationRow, "paymentId" | "refundId" | "accountId"> & { accountId: string } {
  return {
    accountId: ctx.account.id,
    source: heard.source,
    verdict,
    findings,
    outTradeNo: heard.claimed.outTradeNo,
    syssn: heard.syssn,
    respcd: heard.respcd,
    notifyType: heard.notifyType,
    raw: heard.raw,
    ...(heard.request ? { request: heard.request } : {}),
    signature: heard.signature ?? null,
    signedBy: heard.signedBy ?? null,
    replayOf: heard.replayOf ?? null,
    actor: heard.actor ?? null,
    receivedAt: ctx.clock.now(),
  };
}

/** A change of state with who moved it: the notification itself, or whoever made the call that was answered. */
export function changeOf(ctx: TellingContext, heard: Heard, change: Omit<StateChangeRow, "accountId" | "actor">): StateChangeRow {
  return {
    ...change,
    accountId: ctx.account.id,
    actor: actorIn(ctx, heard),
  };
}

/** Who moves what news changes, as events name it. */
export function actorIn(ctx: TellingContext, heard: Heard): string {
  return heard.source === "notification" ? "notification" : `${heard.source}:${actorName(ctx.actor)}`;
}

/** QFPay speaks of something that is not ours, as far as we know: kept, and moves nothing. A notification of it goes to a person. */
export async function storeUnknown(ctx: NewsContext, tx: Repositories, heard: Heard): Promise<Recorded> {
  const unknown = storedForm(ctx, heard, "unknown", ["no such number here"]);
  const waits = heard.source === "notification" && !heard.replayOf;
  if (waits) await tx.cases.lockText(heard.raw);
  await storeAside(tx.sql, { ...unknown, paymentId: null, refundId: null }, waits ? quarantineOf(unknown) : null);
  return { verdict: "unknown", orderId: null };
}

/** One case a text, however often it comes. */
export function quarantineOf({ accountId, raw, receivedAt: openedAt }: { accountId: string; raw: string; receivedAt: Date }): NewCase {
  return { id: newId(), accountId, kind: "quarantined", orderId: null, paymentId: null, openedAt, once: { of: "same_text", raw } };
}

/** The books know a transaction from the moment that QFPay gave it a number and a time. */
export async function writeTransaction(ctx: NewsContext, tx: Repositories, heard: Heard, ours: Ours): Promise<void> {
  const transaction = transactionIn(ctx, heard, ours);
  if (transaction) await tx.transactions.upsert(transaction, ctx.clock.now());
}

/** The transaction that news speaks of, as the books keep it; null while QFPay has given it no number or time. */
export function transactionIn(ctx: TellingContext, heard: Heard, ours: Ours): TransactionRow | null {
  if (heard.syssn === null || heard.sysdtm === null || heard.respcd === null) return null;
  return {
    accountId: ctx.account.id,
    syssn: heard.syssn,
    origssn: heard.origssn,
    outTradeNo: heard.claimed.outTradeNo,
    chnlsn: heard.chnlsn,
    mchid: heard.claimed.mchid ?? ctx.account.mchid,
    kind: heard.about,
    payType: heard.claimed.payType ?? ours.payType,
    amount: signedAmount(heard.about, ours.amount),
    respcd: heard.respcd,
    cancel: heard.cancel,
    environment: ctx.account.environment,
    txdtm: heard.txdtm,
    sysdtm: heard.sysdtm,
    paydtm: heard.paydtm,
    paymentId: ours.paymentId,
    refundId: ours.refundId,
  };
}
