import type { Repositories } from "@tillbook/db/client";
import type { KnownPayment } from "@tillbook/db/payments";
import { cancelFlag, standings, unsettledTakings } from "@tillbook/db/refunds";
import type { Money } from "@tillbook/domain/money";
import { type Check, feasibility, type QfpayFlag, type RefundStanding, type RefusedCheck } from "@tillbook/domain/refunds";
import { AppError } from "../errors/index.ts";
import { type DecidingContext, planOf, runningDay } from "./rules.ts";

export type Looked = { readonly standing: RefundStanding; readonly checks: readonly Check[] };

type Asked = {
  readonly payment: KnownPayment;
  /** All that is left when null. */
  readonly amount: Money | null;
  /** The refund that is looked at itself, once it is written. */
  readonly except: string | null;
  /** Whether to add up today's takings: QFPay decides by them, so only people who think about a refund need them. */
  readonly withTakings: boolean;
};

/** Looks at a refund of a payment before it is made, approved or sent. Pass the transaction's rows where the answer decides. */
export async function lookAtRefund(ctx: DecidingContext, rows: Repositories, asked: Asked): Promise<Looked> {
  const { payment, except } = asked;
  const [standing] = await standings(rows.sql, [payment.id], except);
  if (!standing) throw new Error(`payment ${payment.id} vanished`);
  const flag = payment.syssn === null ? "0" : await cancelFlag(rows.sql, ctx.account.id, payment.syssn);
  const { currency } = payment.amount;
  const takings = asked.withTakings
    ? await unsettledTakings(rows.sql, { accountId: ctx.account.id, currency, ...runningDay(ctx), except })
    : null;
  const { now, rules } = planOf(ctx);
  const idea = {
    amount: asked.amount ?? standing.refundable,
    payment: { state: payment.state.at, paidAt: payment.paydtm ?? payment.sysdtm, flag: flagWord(flag) },
    standing,
    takings,
  };
  return { standing, checks: feasibility(idea, now, rules) };
}

/** QFPay's 0–5 on a payment: 1 and 2 are reversed, 3 and 5 refunded. docs/qfpay.md#enquiry */
function flagWord(cancel: string): QfpayFlag {
  if (cancel === "1" || cancel === "2") return "reversed";
  if (cancel === "3") return "refunded";
  return cancel === "5" ? "partly_refunded" : "none";
}

/** What a check that refuses is called where callers read it. */
export function refusalOf(check: RefusedCheck): AppError {
  switch (check.why) {
    case "not_paid":
      return new AppError("payment_not_paid", "only a paid payment can be refunded");
    case "nothing_left":
    case "too_large":
      return new AppError("refund_too_large", "the refund is larger than what is left of the payment", {
        fields: [{ field: "amount", fault: "too_large" }],
      });
    case "part_barred":
      return new AppError("refund_not_possible", "QFPay gives back only the whole of this payment", {
        fields: [{ field: "amount", fault: "part_barred" }],
      });
    case "reversed":
    case "refunded_at_qfpay":
    case "too_old":
      return new AppError("refund_not_possible", `this payment cannot be given back: ${check.why}`, {
        fields: [{ field: "paymentId", fault: check.why }],
      });
  }
}
