import type { ScenarioName } from "../table.ts";

/** One line for each scenario: what goes wrong, and what staff should see on Tillbook's desk. */
export type Lines = { readonly [Name in ScenarioName]: string };

export const en: Lines = {
  "lost-notification": "The notice of a payment never comes. The order turns to paid all the same, by our own enquiry.",
  "late-notification":
    "The notice of a payment comes an hour late. The order has long been paid by enquiry; the notice is kept as a duplicate and changes nothing.",
  "doubled-notification":
    "The same notice comes five times at once. The order is paid once, its history shows one change, four notices are kept as duplicates.",
  "forged-notification":
    "A notice with a wrong signature says that the order is paid. The order stays unpaid, and the notice is kept as forged.",
  "replayed-notification":
    "After a refund the old notice of the payment comes again. The order stays refunded; the notice is kept as a duplicate.",
  "refund-before-payment":
    "The notice of the refund comes before that of its payment. Both are taken in; the order ends as refunded, and nothing counts twice.",
  "wrong-amount-notification":
    "A properly signed notice names another amount. It is put aside with an alert and pays nothing; our enquiry settles the order.",
  "unknown-number-notification":
    "A properly signed notice speaks of a number that nobody knows. It is kept as unknown with an alert; no order changes.",
  "unknown-notice-type":
    "A properly signed notice has the type “close”. It is kept as unknown and acknowledged; the order goes its own way.",
  "drop-before-create":
    "QFPay hangs up before it has made the order. It is unclear for a short while; then QFPay knows of nothing, and a new QR can be shown.",
  "drop-after-create":
    "QFPay makes the order and hangs up. It is unclear, is asked about, and then waits for payment; no second order is made.",
  "done-but-error":
    "QFPay makes the order and answers with error 1252. The order is unclear, never failed, until the enquiry has found it.",
  "not-found-yet":
    "QFPay makes the order, hangs up, and does not find it in the next two enquiries. The order stays unclear until it is found.",
  "unclear-for-ever":
    "QFPay answers “processing” (1145) for ever. The order shows how often we asked, when we ask next and when it is decided; in the end it needs a person.",
  "cut-answer": "The answer lacks its last byte. Nothing in it is believed; the order is unclear until the enquiry has found it.",
  "wrong-amount-answer":
    "The answer names another amount. It is not believed; no QR is shown, and the order is unclear until the enquiry has found it.",
  "html-instead-of-json":
    "Every answer is a web page. Orders and refunds stay unclear, none fails, and all are cleared up once QFPay speaks again.",
  "qfpay-down":
    "QFPay hangs up on every call. Making a QR says that QFPay does not answer; the health light is on, and nothing open is called failed.",
  "qfpay-slow": "Every answer takes four seconds. Screens wait and say so; what takes too long is unclear and cleared up by enquiry.",
  "rate-limited": "QFPay answers 429 to every call. We ask less and less often, people come before sweeps, and nothing is called failed.",
  "paid-twice":
    "The customer is charged twice for one order. The order shows a twin, with a refund of the second payment ready to be sent.",
  "paid-late":
    "The customer pays just after the order has expired. The order turns from expired to paid late, with two choices: keep it or refund it.",
  "hong-kong-no-cancel":
    "QFPay cannot close orders (1297). A cancelled order says that its last QR can still be paid and is watched until it has expired.",
  "cancel-by-reversal-only":
    "Orders can be cancelled by /reversal only. Set up for /close, a cancelled order is watched until its QR has expired.",
  "refund-takings-too-small":
    "Today's takings are settled already, so QFPay refuses refunds for now (1269). The refund waits, shows why, and is tried again after new takings.",
  "refund-blackout":
    "QFPay makes no refunds at this hour (1265). The refund waits, shows until when, and is tried again under the same number.",
  "refund-unclear":
    "The refund is made, but its answer and its notice are lost. It is unclear, is asked about under its own number, and is never sent twice.",
  "refund-slow": "The refund takes its time (1143). It is shown as under way, is asked about, and is done after three enquiries.",
  "refund-rejected-later":
    "QFPay takes the refund and rejects it later (1155). The refund has failed, and its amount can be refunded again.",
  "clock-back":
    "QFPay's clock jumps back by ten minutes. No number is used twice, and the history keeps the order in which things happened.",
};
