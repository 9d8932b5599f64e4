import type { Notice } from "@tillbook/qfpay/notifications";
import type { Heard, HeardOfPayment, HeardOfRefund } from "./heard.ts";

/** What a notice says of money that moved; or, in words, why it says nothing of that. */
export type HeardInNotice = { is: "news"; heard: HeardOfPayment | HeardOfRefund } | { is: "aside"; finding: string };

/** Only a success of a kind that we know is news. QFPay documents no other, and adds kinds without telling. docs/qfpay.md#notifications */
export function heardInNotice(notice: Notice, stored: Pick<Heard, "raw" | "signature" | "signedBy" | "replayOf" | "actor">): HeardInNotice {
  const { syssn, sysdtm, paydtm, chnlsn } = notice;
  if (notice.notifyType === "other") return { is: "aside", finding: `notify_type ${notice.notifyTypeText}` };
  if (notice.respcd !== "0000" || notice.status !== "1" || syssn === null || sysdtm === null)
    return { is: "aside", finding: "not a success" };
  const heard: Heard = {
    ...stored,
    source: "notification",
    claimed: { outTradeNo: notice.outTradeNo, amount: notice.amount, payType: notice.payType, mchid: notice.mchid },
    syssn,
    origssn: notice.origSyssn,
    sysdtm,
    paydtm,
    txdtm: notice.txdtm,
    chnlsn,
    respcd: notice.respcd,
    cancel: notice.cancel ?? "0",
    notifyType: notice.notifyTypeText,
  };
  return notice.notifyType === "payment"
    ? { is: "news", heard: { ...heard, about: "payment", fact: { is: "paid", syssn, sysdtm, paydtm, chnlsn } } }
    : { is: "news", heard: { ...heard, about: "refund", fact: { is: "refunded", syssn, sysdtm } } };
}
