import { z } from "zod";
import { type Account, accountId, type Row } from "../book/index.ts";
import { monthOf, readWireTime } from "../wire/index.ts";
import { rulesOf, type World } from "../world.ts";
import { type Answer, type Refusal, refused } from "./answer.ts";
import { listField, readFields, timeField, txzoneField } from "./fields.ts";
import { resperrOf } from "./names.ts";
import type { Received } from "./received.ts";
import { refundAsked } from "./refund-end.ts";
import { respcdOf, rowText } from "./row-text.ts";

const LARGEST_PAGE = 100;

const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "a whole number from 1")
  .transform((text) => Number.parseInt(text, 10));

const requestSchema = z.object({
  syssn: listField.optional(),
  out_trade_no: listField.optional(),
  pay_type: listField.optional(),
  respcd: z.string().length(4).optional(),
  start_time: timeField.optional(),
  end_time: timeField.optional(),
  page: wholeNumber.default(1),
  page_size: wholeNumber.default(10).transform((size) => Math.min(size, LARGEST_PAGE)),
  txzone: txzoneField.optional(),
});

type Fields = z.output<typeof requestSchema>;

/** `/trade/v1/query`: the merchant's rows, newest first. Nothing found is 0000 with an empty list. */
export function query(world: World, account: Account, params: Received["params"]): Answer {
  const read = readFields(requestSchema, params);
  if (read.kind === "refused") return read;
  const { fields } = read;
  const refusal = filterRefusal(world, fields);
  if (refusal !== undefined) return refusal;
  const window = windowOf(world, fields);
  if (window.kind === "refused") return window;
  const found = candidates(world, account, fields).filter(
    (row) =>
      (fields.syssn !== undefined || (row.sysdtm >= window.from && row.sysdtm < window.until)) &&
      (fields.pay_type?.includes(payTypeOf(row)) ?? true) &&
      (fields.respcd === undefined || respcdOf(world, row) === fields.respcd),
  );
  const seen = found.filter((row) => !world.faults.pretences.isHidden(row.syssn));
  for (const row of found) if (!seen.includes(row)) world.faults.pretences.wear(row.syssn);
  const newestFirst = seen.toSorted((a, b) => b.sysdtm.getTime() - a.sysdtm.getTime() || (a.syssn < b.syssn ? 1 : -1));
  const shown = newestFirst.slice((fields.page - 1) * fields.page_size, fields.page * fields.page_size);
  const body = {
    respcd: "0000",
    resperr: resperrOf("0000"),
    respmsg: "",
    page: fields.page, // numbers, where all other values are texts. docs/qfpay.md#query
    page_size: fields.page_size,
    data: shown.map((row) => rowText(world, row)),
  };
  for (const row of shown) {
    world.faults.pretences.wear(row.syssn);
    if (row.kind === "refund") refundAsked(world, row.syssn);
  }
  return { kind: "done", body };
}

/** The merchant's rows that the numbers asked for can name. Closes answer to their own number only: whether QFPay lists them is not known today. */
export function candidates(world: World, account: Account, numbers: Pick<Fields, "syssn" | "out_trade_no">): readonly Row[] {
  const { ledger } = world.book;
  const id = accountId(account);
  const { syssn, out_trade_no: outTradeNo } = numbers;
  if (syssn !== undefined) {
    const rows = [...new Set(syssn)].flatMap((number) => ledger.row(number) ?? []).filter((row) => row.account === id);
    return outTradeNo === undefined ? rows : rows.filter((row) => row.kind !== "close" && outTradeNo.includes(row.outTradeNo));
  }
  const rows = outTradeNo === undefined ? ledger.rowsOf(id) : [...new Set(outTradeNo)].flatMap((number) => ledger.rowsByNumber(id, number));
  return rows.filter((row) => row.kind !== "close");
}

function filterRefusal(world: World, fields: Fields): Refusal | undefined {
  if (!rulesOf(world).queryNeedsFilter) return undefined;
  const hasWindow = fields.start_time !== undefined && fields.end_time !== undefined;
  if (hasWindow || fields.syssn !== undefined || fields.out_trade_no !== undefined) return undefined;
  return refused("1104", "give syssn, out_trade_no or both start_time and end_time");
}

// The window filters by sysdtm and stays in one month; it counts for out_trade_no as well, since May 2025 only a syssn
// makes it void. docs/qfpay.md#query
function windowOf(world: World, fields: Fields): { readonly kind: "window"; readonly from: Date; readonly until: Date } | Refusal {
  const start = fields.start_time === undefined ? undefined : readWireTime(fields.start_time);
  const end = fields.end_time === undefined ? undefined : readWireTime(fields.end_time);
  const month = monthOf(start ?? end ?? world.clock.now());
  const from = start ?? month.from;
  const until = end === undefined ? month.until : new Date(end.getTime() + 1000); // the second of end_time itself belongs to the window
  if (fields.syssn === undefined && from >= until) return refused("1104", "start_time: is after end_time");
  if (fields.syssn === undefined && until > month.until) return refused("1104", "end_time: start and end lie in different months");
  return { kind: "window", from, until };
}

function payTypeOf(row: Row): string {
  return row.kind === "payment" ? row.payType : row.payment.payType;
}
