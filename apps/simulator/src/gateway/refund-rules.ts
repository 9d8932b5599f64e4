import { type Account, accountId, isPaid, type PaidPayment, type Payment, type Rules, stateAt } from "../book/index.ts";
import { settlementDay } from "../statements/index.ts";
import { toWireTime } from "../wire/index.ts";
import { rulesOf, type World } from "../world.ts";
import { type Refusal, refused } from "./answer.ts";

const DAY_MS = 86_400_000;

export type RefundAsked = { readonly syssn: string; readonly outTradeNo: string; readonly amount: bigint };

export type RefundDecided = { readonly kind: "allowed"; readonly payment: PaidPayment } | Refusal;

/**
 * Whether a refund may be made. The order of these checks is not documented: what can never succeed goes before what
 * may succeed later. docs/qfpay.md#refunds
 */
export function decideRefund(world: World, account: Account, asked: RefundAsked): RefundDecided {
  const { ledger } = world.book;
  const rules = rulesOf(world);
  const now = world.clock.now();
  if (ledger.rowsByNumber(accountId(account), asked.outTradeNo).length > 0)
    return refused(rules.duplicateRefundCode, "out_trade_no: was used before");
  const payment = ledger.payment(asked.syssn);
  if (payment === undefined || payment.account !== accountId(account)) return refused("1268", "syssn: no payment of this merchant");
  if (!isPaid(payment)) return unpaidRefusal(payment, now);
  const refusal = neverRefusal(rules, payment, asked, now) ?? laterRefusal(rules, payment, now);
  if (refusal !== undefined) return refusal;
  if (rules.refundFromTakings && asked.amount > unsettledTakings(world, account, payment.currency, rules))
    return refused("1269", "today's unsettled takings are smaller than the refund");
  return { kind: "allowed", payment };
}

function neverRefusal(rules: Rules, payment: PaidPayment, asked: RefundAsked, now: Date): Refusal | undefined {
  if (payment.amount === payment.refunded) return refused(rules.repeatedRefundCode, "the payment is refunded in full");
  const remaining = payment.amount - payment.refunded - payment.refunding;
  if (asked.amount > remaining) return refused("1272", `at most ${remaining} can be refunded`);
  if (!rules.partialRefunds && asked.amount !== payment.amount)
    return refused(rules.partialRefundCode, "this transaction can be refunded in full only");
  const ageDays = (now.getTime() - payment.sysdtm.getTime()) / DAY_MS;
  // The nightly pause has the same code: text and clock tell them apart. docs/qfpay.md#codes
  if (rules.refundMaxAgeDays !== null && ageDays > rules.refundMaxAgeDays)
    return refused("1265", `refund period exceeded: ${rules.refundMaxAgeDays} days`, { resperr: "已超过可退款期限" });
  return undefined;
}

function laterRefusal(rules: Rules, payment: PaidPayment, now: Date): Refusal | undefined {
  // That it is refused was seen, with which code is not known. docs/qfpay.md#refunds
  if (rules.oneRefundAtATime && payment.refunding > 0n) return refused("1155", "another refund of this payment is in process");
  const { refundBlackoutFrom: from, refundBlackoutUntil: until } = rules;
  if (rules.refundBlackout && isBetween(toWireTime(now).slice(11), from, until))
    return refused("1265", `no refunds from ${from.slice(0, 5)} to ${until.slice(0, 5)}`);
  return undefined;
}

function unpaidRefusal(payment: Payment, now: Date): Refusal {
  return stateAt(payment, now) === "closed" ? refused("1264", "the order is closed") : refused("1261", "the order is not paid");
}

/** Whether a time of day lies in a span that may go past midnight. */
function isBetween(time: string, from: string, until: string): boolean {
  return from <= until ? time >= from && time < until : time >= from || time < until;
}

// Refunds are paid out of the same day's takings: what was paid under today's settlement day less what was refunded
// today. The FAQ can be read as barring refunds of older payments altogether; 1269's wording fits this reading.
// docs/qfpay.md#refunds
function unsettledTakings(world: World, account: Account, currency: string, { takingsSince }: Rules): bigint {
  const today = settlementDay(world.clock.now(), account.cutOff);
  const since = takingsSince === null ? undefined : new Date(takingsSince);
  let takings = 0n;
  for (const row of world.book.ledger.rowsOf(accountId(account))) {
    const payment = row.kind === "payment" ? row : row.payment;
    if (payment.currency !== currency || settlementDay(row.sysdtm, account.cutOff) !== today) continue;
    if (since !== undefined && row.sysdtm < since && !(row.kind === "payment" && isPaid(row) && row.state.paydtm >= since)) continue;
    if (row.kind === "payment" && isPaid(row)) takings += row.amount;
    if (row.kind === "refund" && row.state.at !== "failed") takings -= row.amount;
  }
  return takings;
}
