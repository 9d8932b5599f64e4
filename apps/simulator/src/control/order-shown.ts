import type { Account, Row } from "../book/index.ts";
import { stateAt } from "../book/index.ts";
import { cancelFlag, paydtmOf, trueRespcd } from "../gateway/index.ts";
import { settlementDay } from "../statements/index.ts";
import { toWireTime } from "../wire/index.ts";

/** A row of the book for comparing books: amounts in minor units as text, times at UTC+8, unset fields left out. */
export function rowShown(account: Account, row: Row, now: Date) {
  const payment = row.kind === "payment" ? row : row.payment;
  return {
    kind: row.kind,
    app_code: account.appCode,
    mchid: account.mchid,
    syssn: row.syssn,
    origssn: row.kind === "payment" ? undefined : row.origssn,
    out_trade_no: row.kind === "close" ? payment.outTradeNo : row.outTradeNo,
    pay_type: payment.payType,
    amount: (row.kind === "close" ? payment.amount : row.amount).toString(),
    currency: payment.currency,
    state: row.kind === "payment" ? stateAt(row, now) : row.kind === "refund" ? row.state.at : "done",
    respcd: trueRespcd(row, now),
    cancel: row.kind === "payment" ? cancelFlag(row) : undefined,
    refunded: row.kind === "payment" ? row.refunded.toString() : undefined,
    txdtm: row.txdtm,
    sysdtm: toWireTime(row.sysdtm),
    paydtm: toWireTime(paydtmOf(row)),
    happened_at: happenedAt(row)?.toISOString(),
    expires_at: row.kind === "payment" ? toWireTime(row.expiresAt) : undefined,
    settlement_day: settlementDay(row.sysdtm, account.cutOff),
    chnlsn: row.kind === "refund" ? row.chnlsn : row.kind === "payment" && row.state.at === "paid" ? row.state.chnlsn : undefined,
    goods_name: payment.goodsName,
    qrcode: row.kind === "payment" ? row.qrcode : undefined,
    package: row.kind === "payment" ? row.package : undefined,
    note: row.kind === "payment" && row.note !== "" ? row.note : undefined,
  };
}

/** When money really moved by this row; undefined where none did. */
function happenedAt(row: Row): Date | undefined {
  if (row.kind === "payment") return row.state.at === "paid" ? row.state.paydtm : undefined;
  return row.kind === "refund" && row.state.at === "done" ? row.paydtm : undefined;
}

export type RowShown = ReturnType<typeof rowShown>;

/** Counts and sums of rows per kind, state and currency, in a stable order. Sums are minor units as text. */
export function summaryOf(rows: readonly RowShown[]) {
  const groups = new Map<string, { kind: string; state: string; currency: string; count: number; sum: bigint }>();
  for (const { kind, state, currency, amount } of rows) {
    const key = `${kind} ${state} ${currency}`;
    const group = groups.get(key) ?? { kind, state, currency, count: 0, sum: 0n };
    groups.set(key, { ...group, count: group.count + 1, sum: group.sum + BigInt(amount) });
  }
  return [...groups.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => ({ ...group, sum: group.sum.toString() }));
}
