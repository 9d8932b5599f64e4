import { z } from "zod";
import type { Account, EntryOf, PaidPayment, Refund } from "../book/index.ts";
import { toWholeSecond, toWireTime } from "../wire/index.ts";
import { rulesOf, type World } from "../world.ts";
import type { Answer, WireObject } from "./answer.ts";
import { amountField, outTradeNoField, readFields, syssnField, timeField, txzoneField, udidField } from "./fields.ts";
import { resperrOf } from "./names.ts";
import type { Received } from "./received.ts";
import { decideRefund } from "./refund-rules.ts";
import { trueRespcd } from "./row-text.ts";

const requestSchema = z.object({
  syssn: syssnField,
  out_trade_no: outTradeNoField,
  txamt: amountField,
  txdtm: timeField,
  txzone: txzoneField.optional(),
  udid: udidField.default("qiantai2"),
});

type Fields = z.output<typeof requestSchema>;

/** `POST /trade/v1/refund`: gives back part or all of a paid payment for good, at once unless told to take its time. */
export function refund(world: World, account: Account, params: Received["params"]): Answer {
  const read = readFields(requestSchema, params);
  if (read.kind === "refused") return read;
  const { fields } = read;
  const { syssn, out_trade_no: outTradeNo, txamt: amount } = fields;
  const decided = decideRefund(world, account, { syssn, outTradeNo, amount });
  if (decided.kind === "refused")
    return { ...decided, more: { ...decided.more, syssn: null, orig_syssn: syssn, out_trade_no: outTradeNo } };
  const entry = entryOf(world, decided.payment, fields);
  world.book.record(entry);
  const row = world.book.ledger.row(entry.syssn);
  if (row?.kind !== "refund") throw new Error(`the book lost refund ${entry.syssn} while it was made`);
  if (row.state.at === "done") world.notifier.announce(row);
  return { kind: "done", body: answerOf(decided.payment, row, world.clock.now()), row };
}

function entryOf(world: World, payment: PaidPayment, fields: Fields): EntryOf<"refund"> {
  const sysdtm = toWholeSecond(world.clock.now());
  const syssn = world.book.nextSyssn(sysdtm);
  const pending = pendingOf(world);
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
    ...(pending === undefined ? {} : { pending }),
  };
}

function pendingOf(world: World): EntryOf<"refund">["pending"] {
  const { refundPending, refundPendingQueries, refundEnd } = rulesOf(world);
  if (world.pendingRefund !== undefined || refundPending === null) return world.pendingRefund;
  return { respcd: refundPending, queries: refundPendingQueries, end: refundEnd };
}

function answerOf(payment: PaidPayment, row: Refund, now: Date): WireObject {
  const respcd = trueRespcd(row, now);
  const isDone = respcd === "0000";
  return {
    syssn: row.syssn,
    orig_syssn: payment.syssn,
    txamt: row.amount.toString(),
    txcurrcd: payment.currency,
    sysdtm: toWireTime(row.sysdtm),
    paydtm: toWireTime(row.paydtm),
    txdtm: row.txdtm,
    udid: row.udid,
    out_trade_no: row.outTradeNo,
    chnlsn: isDone ? row.chnlsn : "",
    cardcd: payment.state.cardcd,
    resperr: resperrOf(respcd),
    respmsg: "",
    respcd,
    cash_fee: "0",
    cash_fee_type: "",
    cash_refund_fee: isDone ? row.amount.toString() : "0",
    cash_refund_fee_type: isDone ? payment.currency : "",
  };
}
