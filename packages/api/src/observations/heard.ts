import type { Money } from "@tillbook/domain/money";
import type { Claimed, PaymentFact } from "@tillbook/domain/payments";
import type { RefundFact } from "@tillbook/domain/refunds";
import type { Sent } from "@tillbook/qfpay/client";
import type { KeyName } from "@tillbook/qfpay/notifications";

/** How we came to hear it. */
export type Source = "response" | "notification" | "enquiry";

/** What every observation carries, whatever it is about. Our numbers find our row; `claimed` is compared with it. */
export type Heard = {
  readonly source: Source;
  readonly claimed: Claimed;
  readonly syssn: string | null;
  /** On refunds, the payment's number. */
  readonly origssn: string | null;
  readonly sysdtm: Date | null;
  readonly paydtm: Date | null;
  readonly txdtm: Date | null;
  readonly chnlsn: string | null;
  /** State of the transaction in QFPay's word; null when nothing was said of it. */
  readonly respcd: string | null;
  /** QFPay's flag on payments, "0" where not said. */
  readonly cancel: string;
  readonly notifyType: string | null;
  /** The answer or body as it came, without signatures. */
  readonly raw: string;
  /** What we had sent when this is an answer, without secrets; null or left out when nothing was. */
  readonly request?: Sent | null;
  /** X-QF-SIGN of a notification, so that it can be judged again. */
  readonly signature?: string | null;
  /** Which of the account's keys had signed it. */
  readonly signedBy?: KeyName | null;
  /** The earlier delivery that is judged again, and who asked for it, as events name people. */
  readonly replayOf?: bigint | null;
  readonly actor?: string | null;
};

export type HeardOfPayment = Heard & { readonly about: "payment"; readonly fact: PaymentFact };
export type HeardOfRefund = Heard & { readonly about: "refund"; readonly fact: RefundFact };

/** Nothing was said but that the call ended so: the base for answers that never came. */
export function silence(source: Source, outTradeNo: string, raw: string): Heard {
  return {
    source,
    claimed: { outTradeNo, amount: null, payType: null, mchid: null },
    syssn: null,
    origssn: null,
    sysdtm: null,
    paydtm: null,
    txdtm: null,
    chnlsn: null,
    respcd: null,
    cancel: "0",
    notifyType: null,
    raw,
  };
}

/** A refund's amount as the books keep it. */
export function signedAmount(about: "payment" | "refund", amount: Money): Money {
  return about === "refund" ? { minor: -amount.minor, currency: amount.currency } : amount;
}
