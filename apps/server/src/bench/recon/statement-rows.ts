import { faultOf } from "./faults.ts";
import { DAY, DAY_BEFORE, feeOf, type MadeTransaction, madeTransaction } from "./made-day.ts";

export const HEADER =
  "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,origssn,out_trade_no,chnlsn,pay_type,sysdtm,paydtm,txcurrcd,gross_amount," +
  "fee_rate,fee_amount,net_amount,settle_currcd,exchange_rate,settle_amount,status,remark";

/** A row of the statement with what it says in cents, so that the file's totals can be declared. */
export type MadeRow = {
  readonly text: string;
  readonly currency: string;
  readonly gross: number;
  readonly fee: number;
  readonly net: number;
};

/** One in so many fees is a cent off, up and down in turn: explained, never a break. */
const ROUNDED_EVERY = 1_999;

/** What the provider prints for a transaction: mostly one row, none where it is missing, two where it is printed twice. */
export function rowsOf(nth: number): MadeRow[] {
  const ours = madeTransaction(nth);
  switch (faultOf(nth)) {
    case "MISSING_EXTERNAL":
      return [];
    case "AMOUNT_MISMATCH":
      return [rowOf(ours, { gross: ours.amount + 100 })];
    case "CURRENCY_MISMATCH":
      return [rowOf(ours, { currency: "CNY" })];
    case "TYPE_MISMATCH":
      return [rowOf(ours, { gross: -ours.amount })];
    case "ACCOUNT_MISMATCH":
      return [rowOf(ours, { mchid: "SHOP2" })];
    case "DUPLICATE_EXTERNAL":
      return [rowOf(ours), rowOf(ours)];
    case "FEE_MISMATCH":
      return [rowOf(ours, { feeOff: 5 })];
    case "NET_ARITHMETIC":
      return [rowOf(ours, { netOff: 7 })];
    case "FX_MISMATCH":
      return [rowOf(ours, { settle: "CNY" })];
    case "MISSING_INTERNAL":
    case "STATUS_MISMATCH":
    case "ALREADY_SETTLED":
      return [rowOf(ours)];
    case null: {
      const isRounded = ours.kind === "payment" && nth % ROUNDED_EVERY === 3;
      return [rowOf(ours, isRounded ? { feeOff: Math.floor(nth / ROUNDED_EVERY) % 2 === 0 ? 1 : -1 } : {})];
    }
  }
}

/** The row of the file of the day before that has settled a transaction already; null for most. */
export function earlierRowOf(nth: number): MadeRow | null {
  return faultOf(nth) === "ALREADY_SETTLED" ? rowOf(madeTransaction(nth), { tradeDate: DAY_BEFORE }) : null;
}

type Told = {
  gross?: number;
  currency?: string;
  mchid?: string;
  feeOff?: number;
  netOff?: number;
  settle?: string;
  tradeDate?: string;
};

const RATE = 0.92;

function rowOf(ours: MadeTransaction, told: Told = {}): MadeRow {
  const { gross = ours.amount, currency = "HKD", mchid = "SHOP1", feeOff = 0, netOff = 0, tradeDate = DAY } = told;
  const isRefund = gross < 0;
  const fee = (isRefund ? returned(ours) : feeOf(gross)) + feeOff;
  const net = gross - fee + netOff;
  const settled = told.settle === undefined ? "HKD,," : `${told.settle},${RATE},${major(Math.round(net * RATE) + 500)}`;
  const at = moment(ours);
  const text =
    `B${tradeDate.replaceAll("-", "")},${tradeDate},${tradeDate === DAY ? "2026-03-11" : DAY},${mchid},${isRefund ? "REFUND" : "PAYMENT"},` +
    `${ours.syssn},${ours.origssn ?? ""},${ours.outTradeNo},${ours.chnlsn},800201,${at},${at},${currency},${major(gross)},0.80%,${major(fee)},` +
    `${major(net)},${currency === "HKD" ? settled : `${currency},,`},SETTLED,`;
  return { text, currency, gross, fee, net };
}

/** What a refund brings back: the fee on what was paid less the fee on what is kept. */
function returned({ nth, amount }: MadeTransaction): number {
  const paid = madeTransaction(nth - 1).amount;
  return feeOf(paid + amount) * (paid + amount > 0 ? 1 : 0) - feeOf(paid);
}

/** The time of a transaction as the statement writes it, at UTC+8. */
function moment({ day, second }: MadeTransaction): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${day} ${two(Math.floor(second / 3_600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}

/** When QFPay took a transaction. */
export function instantOf({ day, second }: Pick<MadeTransaction, "day" | "second">): Date {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + second * 1_000);
}

/** Major units with two decimals. */
export function major(cents: number): string {
  const size = Math.abs(cents);
  return `${cents < 0 ? "-" : ""}${Math.floor(size / 100)}.${String(size % 100).padStart(2, "0")}`;
}
