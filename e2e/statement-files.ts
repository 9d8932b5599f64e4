/** Files as QFPay and the bank would send them, written for the stories. Amounts are decimal text. */

/** One movement of money of a day. `fee` is 0.80 % of it unless told; a refund's sum is negative. */
export type Row = { syssn: string; gross: string; fee?: string; time?: string; type?: "PAYMENT" | "REFUND" | "FEE"; remark?: string };

const MCHID = "HKDEMO01";
const COLUMNS = "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount,remark";

/** QFPay's settlement statement of one day, with its totals and, where one is told, the payout that pays it. */
export function settlementFile(
  day: string,
  rows: readonly Row[],
  told: { batch?: string; payout?: { ref: string; on: string } } = {},
): string {
  const batch = told.batch ?? `B${freshSyssn(day)}`;
  const cents = rows.map((row) => ({
    ...row,
    gross: minor(row.gross),
    fee: row.fee === undefined ? fee(minor(row.gross)) : minor(row.fee),
  }));
  const lines = cents.map(({ syssn, gross, fee: cost, time = "12:00:00", type = "PAYMENT", remark = "" }) =>
    [
      batch,
      day,
      dayAfter(day),
      MCHID,
      type,
      syssn,
      type === "FEE" ? "" : `${day} ${time}`,
      "HKD",
      major(gross),
      major(cost),
      major(gross - cost),
      remark,
    ].join(),
  );
  const gross = sum(cents.map((row) => row.gross));
  const cost = sum(cents.map((row) => row.fee));
  const payout = told.payout ? [`#PAYOUT,${told.payout.ref},HKD,${major(gross - cost)},${told.payout.on}`] : [];
  const day0 = rows.length === 0 ? [`#DAY,${day}`] : [`#TOTAL,HKD,${rows.length},${major(gross)},${major(cost)},${major(gross - cost)}`];
  return [COLUMNS, ...lines, ...day0, ...payout, ""].join("\n");
}

/** QFPay's own list of the day's transactions: what our books learn of a day on which nobody used this product yet. */
export function transactionFile(day: string, rows: readonly Row[]): string {
  const flat = day.replaceAll("-", "");
  const total = major(sum(rows.map((row) => minor(row.gross))));
  const titles =
    "01,Store Name,Cashier,Transaction Type,Transaction Date,Transaction Time,Transaction Amount,Transaction Status,Transaction ID,Original Transaction ID,Currency,UDID,Merchant Order ID,Remark,Store ID,External Order ID,Consumer Source";
  const lines = rows.map(
    ({ syssn, gross, time = "12:00:00" }) =>
      `02,Central shop,Amy,Payment,${day},${time},${gross},Success,${syssn},,HKD,POS1,SO-${syssn.slice(-6)},,S1,,WeChat`,
  );
  const counts = `${rows.length},${total},${rows.length},${total}`;
  return [`00,${flat},${flat},${MCHID},,12345678,${counts}`, titles, ...lines, `99,${counts}`, ""].join("\n");
}

/** The bank's list of what came in. */
export function bankFile(rows: readonly { on: string; text: string; amount: string }[]): string {
  return ["Date,Description,Amount,Currency", ...rows.map(({ on, text, amount }) => `${on},${text},${amount},HKD`), ""].join("\n");
}

/** A number such as QFPay gives: unlike every other of the run. */
export function freshSyssn(day: string): string {
  return `${day.replaceAll("-", "")}0002000200${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
}

/** The day so many days after another, `YYYY-MM-DD`. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What is left of a sum after QFPay's fee. */
export function net(gross: string): string {
  return major(minor(gross) - fee(minor(gross)));
}

function minor(text: string): number {
  const [whole = "0", cents = ""] = text.replace("-", "").split(".");
  return (text.startsWith("-") ? -1 : 1) * (Number(whole) * 100 + Number(cents.padEnd(2, "0")));
}

function fee(gross: number): number {
  return Math.sign(gross) * Math.round(Math.abs(gross) * 0.008);
}

function major(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, each) => total + each, 0);
}
