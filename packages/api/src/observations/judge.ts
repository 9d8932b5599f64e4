import type { Repositories } from "@tillbook/db/client";
import type { ObservationRow } from "@tillbook/db/observations";
import type { Money } from "@tillbook/domain/money";
import type { NewsContext } from "../context/index.ts";
import { type HeardOfPayment, type HeardOfRefund, signedAmount } from "./heard.ts";

type Heard = HeardOfPayment | HeardOfRefund;

/** Our own row that the news is held against. */
export type Ours = { paymentId: string | null; refundId: string | null; amount: Money; payType: string };

/** What to think of news in which `findings` differ from our own row: nothing differing, it is believed. */
export async function judge(
  ctx: NewsContext,
  tx: Repositories,
  heard: Heard,
  findings: readonly string[],
): Promise<ObservationRow["verdict"]> {
  if (findings.length > 0) return "mismatched";
  if (heard.notifyType === null || heard.syssn === null) return "verified";
  return verdictOn(findings, await tx.observations.wasHeard(ctx.account.id, heard.notifyType, heard.syssn));
}

/** As {@link judge}, where it is known whether this very notification was believed before. */
export function verdictOn(findings: readonly string[], wasHeard: boolean): "mismatched" | "duplicate" | "verified" {
  if (findings.length > 0) return "mismatched";
  return wasHeard ? "duplicate" : "verified";
}

/** A number that the books know for something else is no proof of this. */
export async function contradictions(ctx: NewsContext, tx: Repositories, heard: Heard, ours: Ours): Promise<string[]> {
  if (heard.syssn === null) return [];
  const { paymentId, refundId, amount } = ours;
  return tx.transactions.contradictions({
    accountId: ctx.account.id,
    syssn: heard.syssn,
    kind: heard.about,
    amount: signedAmount(heard.about, amount),
    paymentId,
    refundId,
  });
}
