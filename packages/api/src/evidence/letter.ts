import type { ClockName, ClockView, EvidenceView, PaymentStateName, RefundStateName, SupportQuestion } from "../views/index.ts";

/** The evidence before its letters are written. */
export type Bundle = Omit<EvidenceView, "letter">;

type StateName = PaymentStateName | RefundStateName;

type Words = {
  readonly subject: (bundle: Bundle) => string;
  readonly greeting: string;
  readonly opening: string;
  readonly facts: Readonly<Record<"appCode" | "mchid" | "amount" | "state" | "asked" | "lastHeard" | "notified", string>>;
  readonly none: string;
  readonly clocks: Partial<Record<ClockName, string>>;
  readonly refund: string;
  readonly states: Readonly<Record<StateName, string>>;
  readonly ask: string;
  readonly questions: Readonly<Record<SupportQuestion, string>>;
  readonly closing: string;
};

const EN: Words = {
  subject: ({ payment, account }) =>
    `Subject: Please help with transaction ${payment.outTradeNo} (app_code ending ${account.appCodeEnding})`,
  greeting: "Dear QFPay support,",
  opening: "We would be grateful for your help with one WeChat Pay transaction. All times below are UTC+8.",
  facts: {
    appCode: "app_code (last 4)",
    mchid: "mchid",
    amount: "Amount",
    state: "State in our books",
    asked: "Enquiries made",
    lastHeard: "Last answer",
    notified: "Notifications received",
  },
  none: "none",
  clocks: {
    txdtm: "txdtm (sent by us)",
    sysdtm: "sysdtm (yours)",
    paydtm: "paydtm (yours)",
    expires: "Expires (our reckoning)",
  },
  refund: "Refund",
  states: {
    submitted: "sent, not answered yet",
    awaiting: "waiting to be paid",
    failed: "failed",
    expired: "expired",
    cancelled: "cancelled",
    paid: "paid",
    awaiting_approval: "not sent yet",
    queued: "not sent yet",
    processing: "in progress",
    declined: "withdrawn",
    refunded: "refunded",
  },
  ask: "Could you please tell us:",
  questions: {
    what_became_of_it: "Was this transaction paid? If it was not, can it still be paid, or is it closed for good?",
    no_notification:
      "The transaction is paid, and no notification of it has reached us. Which address is registered for us, and what did your attempts to deliver it meet with?",
    does_not_fit:
      "A notification with your signature does not agree with our order. Which amount, currency and numbers are right in your records?",
    paid_twice: "The customer seems to have paid the same order twice. Are both transactions final in your records?",
    refund_unclear: "Did the refund named above go through? If it did not, may we send it again under the same number?",
    please_confirm: "Please confirm the final state of this transaction, its amount and its times as they stand in your records.",
  },
  closing: "We can send the requests and answers in full, without secrets, if that helps. Thank you very much.",
};

const ZH_HANT: Words = {
  subject: ({ payment, account }) => `主旨：煩請協助查核交易 ${payment.outTradeNo}（app_code 尾四位 ${account.appCodeEnding}）`,
  greeting: "QFPay 支援團隊：",
  opening: "您好。現有一筆微信支付交易，懇請協助查核。以下時間均為 UTC+8。",
  facts: {
    appCode: "app_code（尾四位）",
    mchid: "mchid",
    amount: "金額",
    state: "本方記錄的狀態",
    asked: "已查詢次數",
    lastHeard: "最近一次回覆",
    notified: "已收到的通知",
  },
  none: "無",
  clocks: { txdtm: "txdtm（本方送出）", sysdtm: "sysdtm（貴方）", paydtm: "paydtm（貴方）", expires: "失效時間（本方推算）" },
  refund: "退款",
  states: {
    submitted: "已送出，未有回覆",
    awaiting: "等候付款",
    failed: "失敗",
    expired: "已失效",
    cancelled: "已取消",
    paid: "已付款",
    awaiting_approval: "尚未送出",
    queued: "尚未送出",
    processing: "處理中",
    declined: "已撤回",
    refunded: "已退款",
  },
  ask: "煩請告知：",
  questions: {
    what_became_of_it: "此交易是否已付款？如未付款，是否仍可支付，抑或已經關閉？",
    no_notification: "此交易已付款，但本方一直未收到通知。貴方為本方登記的通知地址為何？發送結果如何？",
    does_not_fit: "有一則附貴方簽名的通知與本方訂單不符。按貴方記錄，正確的金額、幣種及編號為何？",
    paid_twice: "顧客似乎就同一訂單付款兩次。按貴方記錄，兩筆交易是否均已完成？",
    refund_unclear: "上述退款是否已經完成？如未完成，可否以同一編號重新提交？",
    please_confirm: "煩請按貴方記錄，確認此交易的最終狀態、金額及時間。",
  },
  closing: "如有需要，本方可提供已去除機密資料的完整請求與回覆。謝謝協助。",
};

/** A polite letter to QFPay's support about a payment, in English. */
export function letterEn(bundle: Bundle): string {
  return letterIn(EN, bundle);
}

/** The same in Traditional Chinese. */
export function letterZhHant(bundle: Bundle): string {
  return letterIn(ZH_HANT, bundle);
}

function letterIn(words: Words, bundle: Bundle): string {
  const asked = bundle.questions.map((question, at) => `${at + 1}. ${words.questions[question]}`);
  return [
    words.subject(bundle),
    "",
    words.greeting,
    "",
    words.opening,
    "",
    ...factsIn(words, bundle),
    "",
    words.ask,
    ...asked,
    "",
    words.closing,
    bundle.account.name,
  ].join("\n");
}

function factsIn(words: Words, { account, payment, clocks, calls, notifications, refunds }: Bundle): string[] {
  const last = calls.findLast(({ outTradeNo, respcd }) => outTradeNo === payment.outTradeNo && respcd !== null);
  const believed = notifications.filter(({ verdict }) => verdict === "verified" || verdict === "duplicate").length;
  const { facts, none } = words;
  return [
    `${facts.appCode}: …${account.appCodeEnding}`,
    `${facts.mchid}: ${account.mchid ?? none}`,
    `out_trade_no: ${payment.outTradeNo}`,
    `syssn: ${payment.syssn ?? none}`,
    `pay_type: ${payment.payType}`,
    `${facts.amount}: ${payment.amount.currency} ${payment.amount.amount}`,
    ...clocks.flatMap((clock) => clockLine(words, clock)),
    `${facts.state}: ${words.states[payment.state]}`,
    `${facts.asked}: ${payment.enquiries}`,
    `${facts.lastHeard}: ${last ? `respcd ${last.respcd}` : none}`,
    `${facts.notified}: ${believed === 0 ? none : String(believed)}`,
    ...refunds.map(
      ({ outTradeNo, syssn, amount, state }) =>
        `${words.refund}: out_trade_no ${outTradeNo}, syssn ${syssn ?? none}, ${amount.currency} ${amount.amount}, ${words.states[state]}`,
    ),
  ];
}

function clockLine(words: Words, { name, utc8 }: ClockView): string[] {
  const label = words.clocks[name];
  return label === undefined ? [] : [`${label}: ${utc8.replace(" UTC+8", "")}`];
}
