import type { EnquiredTransaction } from "@tillbook/api/settlement";
import { money } from "@tillbook/domain/money";
import { addDays, MIDNIGHT, type SettlementDay, settlementDayBounds, wireFromInstant } from "@tillbook/domain/time";
import { createDice, type Dice } from "../../rehearse/dice.ts";

/** One cell a column of the canonical layout. */
export type DayRow = Readonly<Record<(typeof DAY_COLUMNS)[number], string>>;
/** A day of trade as both sides have it, not quite the same: rows are in two batches. */
export type RandomDay = {
  readonly settleDay: SettlementDay;
  readonly transactions: readonly EnquiredTransaction[];
  readonly rows: readonly DayRow[];
};

export const DAY_COLUMNS = [
  "settle_batch_no", "trade_date", "settle_date", "mchid", "line_type", "syssn", "origssn", "out_trade_no", "chnlsn", "sysdtm", "txcurrcd", "gross_amount", "fee_amount",
  "net_amount", "remark",
] as const; // biome-ignore format: a list reads better

const MINUTES = 24 * 60;
const REMARKS = ["", "", "part return", "早茶", "二人前，少冰"];

/** The same seed gives the same day: payments around the clock, some given back, some rows lost, doubled, a cent off or without their number. */
export function randomDay(settleDay: SettlementDay, mchid: string, seed: number): RandomDay {
  const dice = createDice(seed);
  const midnight = settlementDayBounds(settleDay, MIDNIGHT).from.getTime();
  const transactions: EnquiredTransaction[] = [];
  const rows: DayRow[] = [];
  const count = dice.between(6, 20);
  for (let n = 0; n < count; n += 1) {
    const sysdtm = new Date(midnight + dice.between(-10, MINUTES + 10) * 60_000);
    const syssn = `${settleDay.replaceAll("-", "")}00020002${String(n).padStart(8, "0")}`;
    const minor = BigInt(dice.between(100, 90_000));
    const ours = sold({ syssn, mchid, sysdtm, minor, origssn: null });
    const parts = dice.chance(0.2) ? [ours, sold({ syssn: `${syssn}9`, mchid, sysdtm, minor: -(minor / 2n), origssn: syssn })] : [ours];
    for (const each of parts) {
      if (!dice.chance(0.05)) transactions.push(each);
      rows.push(...printed(each, settleDay, dice));
    }
  }
  return { settleDay, transactions, rows };
}

type Sold = { syssn: string; mchid: string; sysdtm: Date; minor: bigint; origssn: string | null };

function sold({ minor, ...rest }: Sold): EnquiredTransaction {
  const { syssn, sysdtm } = rest;
  return {
    ...rest,
    outTradeNo: `TB-${syssn}`,
    chnlsn: `W${syssn}`,
    kind: minor < 0n ? "refund" : "payment",
    payType: "800201",
    amount: money(minor, "HKD"),
    respcd: "0000",
    cancel: "0",
    txdtm: sysdtm,
    paydtm: sysdtm,
  };
}

/** The rows that the provider prints for it: one, and now and then none, two, or one that differs. */
function printed(ours: EnquiredTransaction, settleDay: SettlementDay, dice: Dice): DayRow[] {
  const gross = ours.amount.minor - (dice.chance(0.06) ? 1n : 0n);
  const row: DayRow = {
    settle_batch_no: dice.chance(0.5) ? "B1" : "B2",
    trade_date: settleDay,
    settle_date: addDays(settleDay, 1),
    mchid: ours.mchid ?? "",
    line_type: ours.kind === "refund" ? "REFUND" : "PAYMENT",
    syssn: dice.chance(0.06) ? "" : ours.syssn,
    origssn: ours.origssn ?? "",
    out_trade_no: ours.outTradeNo ?? "",
    chnlsn: ours.chnlsn ?? "",
    sysdtm: wireFromInstant(ours.sysdtm),
    txcurrcd: "HKD",
    gross_amount: major(gross),
    fee_amount: "0.00",
    net_amount: major(gross),
    remark: REMARKS[dice.between(0, REMARKS.length - 1)] ?? "",
  };
  if (dice.chance(0.06)) return [];
  return dice.chance(0.06) ? [row, row] : [row];
}

function major(minor: bigint): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, "0");
  return `${minor < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
