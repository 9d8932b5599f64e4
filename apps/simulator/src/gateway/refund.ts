import { z } from "zod";
import { type Account, accountId, type EntryOf, isPaid, type PaidPayment, type Payment, stateAt } from "../book/index.ts";
import { settlementDay } from "../statements/index.ts";
import { toWholeSecond, toWireTime } from "../wire/index.ts";
import type { World } from "../world.ts";
import { type Answer, type Refusal, refused, type WireObject } from "./answer.ts";
import { amountField, outTradeNoField, readFields, syssnField, timeField, txzoneField, udidField } from "./fields.ts";
import { resperrOf } from "./names.ts";
import type { Received } from "./received.ts";

const requestSchema = z.object({
  syssn: syssnField,
  out_trade_no: outTradeNoField,
  txamt: amountField,
  txdtm: timeField,
  txzone: txzoneField.optional(),
  udid: udidField.default("qiantai2"),
});

type Fields = z.output<typeof requestSchema>;

/** `POST /trade/v1/refund`: gives back part or all of a paid payment, at once and for good. */
export function refund(world: World, account: Account, params: Received["params"]): Answer {
  const read = readFields(requestSchema, params);
  if (read.kind === "refused") return read;
  const { fields } = read;
  const decided = decide(world, account, fields);
  if (decided.kind === "refused") return { ...decided, more: { syssn: null, orig_syssn: fields.syssn, out_trade_no: fields.out_trade_no } };
  const entry = entryOf(world, decided.payment, fields);
  world.book.record(entry);
  const row = world.book.ledger.row(entry.syssn);
  if (row?.kind === "refund") world.notifier.announce(row);
  return { kind: "done", body: answerOf(decided.payment, entry), ...(row === undefined ? {} : { row }) };
}

function entryOf(world: World, payment: PaidPayment, fields: Fields): EntryOf<"refund"> {
  const sysdtm = toWholeSecond(world.clock.now());
  const syssn = world.book.nextSyssn(sysdtm);
  return {
    entry: "refund",
    account: payment.account,
    syssn,
    origssn: payment.syssn,
    outTradeNo: fields.out_trade_no,
    amount: fields.txamt,
    txdtm: fields.txdtm,
    sysdtm,
    paydtm: sysdtm,
    udid: fields.udid,
    chnlsn: world.book.nextChnlsn(sysdtm, syssn),
  };
}

// The order of these checks is not documented: what can never succeed goes before what may succeed later.
function decide(world: World, account: Account, fields: Fields): { readonly kind: "allowed"; readonly payment: PaidPayment } | Refusal {
  const { ledger } = world.book;
  const { rules } = ledger;
  if (ledger.rowsByNumber(accountId(account), fields.out_trade_no).length > 0)
    return refused(rules.duplicateRefundCode, "out_trade_no: was used before");
  const payment = ledger.payment(fields.syssn);
  if (payment === undefined || payment.account !== accountId(account)) return refused("1268", "syssn: no payment of this merchant");
  if (!isPaid(payment)) return unpaidRefusal(payment, world.clock.now());
  const remaining = payment.amount - payment.refunded;
  if (remaining === 0n) return refused(rules.repeatedRefundCode, "the payment is refunded in full");
  if (fields.txamt > remaining) return refused("1272", `at most ${remaining} can be refunded`);
  if (!rules.partialRefunds && fields.txamt !== payment.amount) return refused("1271", "this transaction can be refunded in full only");
  if (rules.refundBlackout && isBlackout(world.clock.now())) return refused("1265", "no refunds from 23:30 to 00:30");
  if (rules.refundFromTakings && fields.txamt > unsettledTakings(world, account, payment.currency)) {
    return refused("1269", "today's unsettled takings are smaller than the refund");
  }
  return { kind: "allowed", payment };
}

function unpaidRefusal(payment: Payment, now: Date): Refusal {
  return stateAt(payment, now) === "closed" ? refused("1264", "the order is closed") : refused("1261", "the order is not paid");
}

function isBlackout(now: Date): boolean {
  const time = toWireTime(now).slice(11);
  return time >= "23:30:00" || time < "00:30:00";
}

// Refunds are paid out of the same day's takings: what was paid under today's settlement day less what was refunded
// today. The FAQ can be read as barring refunds of older payments altogether; 1269's wording fits this reading.
// docs/qfpay.md#refunds
function unsettledTakings(world: World, account: Account, currency: string): bigint {
  const today = settlementDay(world.clock.now(), account.cutOff);
  let takings = 0n;
  for (const row of world.book.ledger.rowsOf(accountId(account))) {
    const payment = row.kind === "payment" ? row : row.payment;
    if (payment.currency !== currency || settlementDay(row.sysdtm, account.cutOff) !== today) continue;
    if (row.kind === "payment" && isPaid(row)) takings += row.amount;
    if (row.kind === "refund") takings -= row.amount;
  }
  return takings;
}

function answerOf(payment: PaidPayment, entry: EntryOf<"refund">): WireObject {
  return {
    syssn: entry.syssn,
    orig_syssn: payment.syssn,
    txamt: entry.amount.toString(),
    txcurrcd: payment.currency,
    sysdtm: toWireTime(entry.sysdtm),
    paydtm: toWireTime(entry.paydtm),
    txdtm: entry.txdtm,
    udid: entry.udid,
    out_trade_no: entry.outTradeNo,
    chnlsn: entry.chnlsn,
    cardcd: payment.state.cardcd,
    resperr: resperrOf("0000"),
    respmsg: "",
    respcd: "0000",
    cash_fee: "0",
    cash_fee_type: "",
    cash_refund_fee: entry.amount.toString(),
    cash_refund_fee_type: payment.currency,
  };
}
