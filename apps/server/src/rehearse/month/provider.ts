import { addDays, type SettlementDay } from "@tillbook/domain/time";
import { paidOn } from "./calendar.ts";
import { LATE_BY_DAYS, type MonthEvent } from "./events.ts";
import { cents, readRows, type StatementRow, withAmounts, writeFile } from "./statement-rows.ts";
import { createTreasury, type PaidOut } from "./treasury.ts";

/** A file as it arrives. */
export type Delivery = { readonly name: string; readonly bytes: Uint8Array };

/** What arrives on the morning after a settlement day, in order, and what the bank is sent for it. */
export type Morning = { readonly deliveries: readonly Delivery[]; readonly paid: readonly PaidOut[] };

/** The provider's back office: it prints QFPay's book, with mistakes, and pays for what it printed in the end. */
export type Provider = {
  /** @param perfect the statement as QFPay's book says it */
  morning(day: SettlementDay, perfect: Uint8Array, events: ReadonlySet<MonthEvent>): Morning;
  /** What it still has to pay, by currency, minor units. */
  outstanding(): Map<string, bigint>;
};

type Held = { readonly from: SettlementDay; readonly delivery: Delivery };

/** @param mchid whose statements it prints */
export function createProvider(mchid: string): Provider {
  const treasury = createTreasury();
  const lost = new Map<SettlementDay, readonly StatementRow[]>();
  let held: Held[] = [];
  let twice: StatementRow | null = null;
  let disputed: StatementRow | null = null;
  let sold: StatementRow[] = [];

  /** Rows that a day's file has in the end, with what went wrong in them for good. */
  function printed(day: SettlementDay, perfect: readonly StatementRow[], events: ReadonlySet<MonthEvent>): StatementRow[] {
    const blank = { ...perfect[0], ...BLANK, settle_batch_no: batchOf(day), trade_date: day, settle_date: paidOn(day), mchid };
    let rows = perfect.map((row): StatementRow => ({ ...row, settle_date: paidOn(day) }));
    const payments = rows.filter((row) => row["line_type"] === "PAYMENT" && row["txcurrcd"] === "HKD");
    const [first, second, third] = payments;
    const change = (old: StatementRow | undefined, ...now: StatementRow[]): void => {
      rows = rows.flatMap((row) => (row === old ? now : [row]));
    };
    const add = (type: string, minor: bigint, told: object = {}): void => {
      rows.push(withAmounts({ ...blank, line_type: type, txcurrcd: "HKD", settle_currcd: "HKD", ...told }, { gross: minor, fee: 0n }));
    };
    if (events.has("cent_off") && first) change(first, withAmounts(first, { gross: cents(first["gross_amount"]) - 1n }));
    if (events.has("fee_wrong") && second) change(second, withAmounts(second, { fee: cents(second["fee_amount"]) + 100n }));
    if (events.has("line_twice") && third) {
      change(third, third, third);
      twice = third;
    }
    if (events.has("line_taken_back") && twice) add("ADJUSTMENT", -cents(twice["net_amount"]), { remark: "printed twice" });
    if (events.has("registered_fee")) add("FEE", -500n, { remark: "monthly fee" });
    if (events.has("unregistered_fee")) add("ADJUSTMENT", -1_234n, { remark: "terminal rental" });
    if (events.has("reserve_hold")) add("RESERVE_HOLD", -2_000n);
    if (events.has("reserve_release")) add("RESERVE_RELEASE", 2_000n);
    if (events.has("stranger")) rows.push(withAmounts(unknownSale(day, blank), { gross: 4_400n, fee: 35n }));
    if (events.has("not_ours")) rows.push({ ...withAmounts(unknownSale(day, blank), { gross: 9_900n, fee: 79n }), remark: MISTAKE });
    if (events.has("nameless") && second) change(second, { ...second, syssn: "", out_trade_no: "", chnlsn: "" });
    if (events.has("other_merchant") && first) rows.push({ ...first, mchid: "SOMEBODYELSE", syssn: `${first["syssn"]}9` });
    disputed = events.has("chargeback") ? (sold.at(-1) ?? null) : disputed;
    const { syssn = "", gross_amount: gross } = disputed ?? {};
    if (events.has("chargeback") && disputed) add("CHARGEBACK", -cents(gross), { syssn });
    if (events.has("chargeback_reversed") && disputed) add("CHARGEBACK_REVERSAL", cents(gross), { syssn });
    if (events.has("line_lost")) {
      lost.set(addDays(day, LATE_BY_DAYS), payments.slice(0, 2));
      rows = rows.filter((row) => !payments.slice(0, 2).includes(row));
    }
    sold = [...payments, ...sold].slice(0, 20);
    const found = (lost.get(day) ?? []).map((row) => ({
      ...row,
      settle_batch_no: batchOf(day),
      trade_date: day,
      settle_date: paidOn(day),
    }));
    return [...rows, ...found];
  }

  return {
    outstanding: () => treasury.outstanding(),
    morning(day, perfect, events) {
      const { columns, rows: sales } = readRows(new TextDecoder().decode(perfect));
      let rows = printed(day, sales, events);
      const own = (row: StatementRow): boolean => row["mchid"] === mchid && row["remark"] !== MISTAKE;
      const deliver = (name: string, text: string): Delivery => ({ name, bytes: new TextEncoder().encode(text) });
      const comesLater: Delivery[] = [];
      if (events.has("late_rows")) {
        const on = addDays(day, LATE_BY_DAYS);
        const late = rows.slice(0, 2).map((row) => ({ ...row, settle_batch_no: `${batchOf(day)}-2`, settle_date: paidOn(on) }));
        rows = rows.slice(2);
        treasury.owe(late.filter(own));
        comesLater.push(deliver(`late-${day}.csv`, writeFile(columns, late, { day })));
      }
      treasury.owe(rows.filter(own));
      const paid = treasury.payUpTo(day);
      const payouts = paid.map(({ ref, currency, minor, valueDate }) => treasury.announcement(ref, currency, minor, valueDate));
      const whole = deliver(`statement-${day}.csv`, writeFile(columns, rows, { day, payouts }));
      const short = deliver(`statement-${day}-first.csv`, writeFile(columns, rows.slice(0, -1), { day, payouts }));
      const lying = deliver(`statement-${day}-first.csv`, writeFile(columns, rows, { day, payouts, lieBy: 100n }));
      if (events.has("corrected_late")) comesLater.push(whole);
      const due = held.filter(({ from }) => from <= day).map(({ delivery }) => delivery);
      held = held.filter(({ from }) => from > day).concat(comesLater.map((delivery) => ({ from: addDays(day, LATE_BY_DAYS), delivery })));
      const today = events.has("corrected_late")
        ? [short]
        : events.has("lying_totals")
          ? [lying, whole]
          : events.has("corrected")
            ? [short, whole]
            : [whole];
      return { deliveries: [...due, ...today], paid };
    },
  };
}

const BLANK = { syssn: "", origssn: "", out_trade_no: "", chnlsn: "", pay_type: "", sysdtm: "", paydtm: "", fee_rate: "", exchange_rate: "", status: "SETTLED", remark: "" }; // biome-ignore format: a list reads better

/** What the provider says of a row that it should not have sent. */
export const MISTAKE = "sent by mistake";

function batchOf(day: string): string {
  return `B${day.replaceAll("-", "")}`;
}

/** A payment by a number that QFPay never gave. */
function unknownSale(day: string, blank: StatementRow): StatementRow {
  const syssn = `${day.replaceAll("-", "")}999900000000000001`;
  const told = { line_type: "PAYMENT", syssn, out_trade_no: "WHOSE-IS-IT", sysdtm: `${day} 12:34:56`, paydtm: `${day} 12:35:06` };
  return { ...blank, ...told, pay_type: "800201", txcurrcd: "HKD", settle_currcd: "HKD" };
}
