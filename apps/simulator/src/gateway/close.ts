import { z } from "zod";
import { type Account, type EntryOf, type Payment, stateAt } from "../book/index.ts";
import { toWholeSecond, toWireTime } from "../wire/index.ts";
import { rulesOf, type World } from "../world.ts";
import { type Answer, type Refusal, refused, type WireObject } from "./answer.ts";
import { amountField, outTradeNoField, readFields, syssnField, timeField, udidField } from "./fields.ts";
import { resperrOf } from "./names.ts";
import { candidates } from "./query.ts";
import type { Received } from "./received.ts";

const requestSchema = z
  .object({
    syssn: syssnField.optional(),
    out_trade_no: outTradeNoField.optional(),
    // Both must be there, and a wrong one is not noticed: old tests of the gateway show as much. docs/qfpay.md#close
    txamt: amountField,
    txdtm: timeField,
    udid: udidField.default("qiantai2"),
  })
  .refine((fields) => fields.syssn !== undefined || fields.out_trade_no !== undefined, {
    path: ["syssn"],
    message: "give syssn or out_trade_no",
  });

/**
 * `/trade/v1/close` and `/trade/v1/reversal`, by GET or POST: ends an order that is not paid. The documents disagree on
 * which of the two serves WeChat, so both do. docs/qfpay.md#close
 */
export function closeBy(path: "close" | "reversal") {
  return (world: World, account: Account, params: Received["params"]): Answer => close(world, account, params, path);
}

function close(world: World, account: Account, params: Received["params"], path: "close" | "reversal"): Answer {
  const read = readFields(requestSchema, params);
  if (read.kind === "refused") return read;
  const { fields } = read;
  const { cancelSupported, cancelBy } = rulesOf(world);
  if (!cancelSupported) return refused("1297", "this merchant's channel cannot cancel");
  if (cancelBy !== "both" && cancelBy !== path) return refused("1297", `this merchant's channel does not cancel by ${path}`);
  const decided = decide(world, account, fields);
  if (decided.kind === "refused") return decided;
  const sysdtm = toWholeSecond(world.clock.now());
  const entries = decided.open.map((payment): EntryOf<"close"> => {
    const entry: EntryOf<"close"> = {
      entry: "close",
      account: payment.account,
      syssn: world.book.nextSyssn(sysdtm),
      origssn: payment.syssn,
      txdtm: fields.txdtm,
      sysdtm,
      udid: fields.udid,
    };
    world.book.record(entry);
    return entry;
  });
  const entry = entries.at(-1);
  const row = entry === undefined ? undefined : world.book.ledger.row(entry.syssn);
  return { kind: "done", body: answerOf(decided.latest, entry), ...(row === undefined ? {} : { row }) };
}

type Decided = { readonly kind: "closable"; readonly latest: Payment; readonly open: readonly Payment[] } | Refusal;

// By number, every payment still open under it is closed, so that none of an order's QR codes stays payable.
function decide(world: World, account: Account, fields: { syssn?: string | undefined; out_trade_no?: string | undefined }): Decided {
  const rows = candidates(world, account, {
    syssn: fields.syssn === undefined ? undefined : [fields.syssn],
    out_trade_no: fields.syssn === undefined && fields.out_trade_no !== undefined ? [fields.out_trade_no] : undefined,
  });
  const payments = rows.filter((row) => row.kind === "payment");
  const latest = payments.at(-1);
  if (latest === undefined) return refused("1136", "no order of this number", { out_trade_no: "" });
  const now = world.clock.now();
  if (payments.some((payment) => stateAt(payment, now) === "paid")) return refused("1260", "the order is paid: refund it instead");
  const open = payments.filter((payment) => stateAt(payment, now) === "open");
  if (open.length > 0) return { kind: "closable", latest, open };
  const state = stateAt(latest, now);
  if (state === "closed") return refused("1142", "the order is closed already");
  if (state === "expired") return refused("1181", "the order has expired");
  return refused("1136", "the order has failed: there is nothing to close");
}

function answerOf(payment: Payment, entry: EntryOf<"close"> | undefined): WireObject {
  return {
    syssn: entry?.syssn ?? "",
    orig_syssn: payment.syssn,
    out_trade_no: payment.outTradeNo,
    txamt: payment.amount.toString(),
    txcurrcd: payment.currency,
    txdtm: payment.txdtm,
    sysdtm: entry === undefined ? "" : toWireTime(entry.sysdtm),
    chnlsn: "",
    chnlsn2: "",
    cardcd: "",
    udid: entry?.udid ?? payment.udid,
    surcharge_fee: "0",
    surcharge_rate: "0",
    respcd: "0000",
    resperr: resperrOf("0000"),
    respmsg: "",
  };
}
