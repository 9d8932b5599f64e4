import type { Database } from "@tillbook/db/client";
import { aMerchant, NOW } from "@tillbook/db/testing";
import { money } from "@tillbook/domain/money";
import type { Role } from "@tillbook/domain/staff";
import { instantFromWire, settlementDaySchema, wireTimeSchema } from "@tillbook/domain/time";
import { type BooksContext, type EnquiredTransaction, takeInEnquiry } from "../index.ts";

export const DAY = settlementDaySchema.parse("2026-03-09");
export const NEXT_DAY = settlementDaySchema.parse("2026-03-10");

/** A finance person at the desk of a merchant of her own, SHOP1, who pays 0.80 %. */
export async function financeAt(db: Database, role: Role = "finance"): Promise<BooksContext> {
  const account = { ...(await aMerchant(db)), mchid: "SHOP1", settlementRules: { fee: { rate: "0.80%" } } };
  const silent = (): void => undefined;
  return {
    actor: { kind: "staff", userId: "fiona", name: "Fiona", role },
    account,
    db,
    clock: { now: () => NOW },
    log: { info: silent, warn: silent, error: silent },
  };
}

/** The same desk with another person at it. */
export function withRole(ctx: BooksContext, role: Role): BooksContext {
  return { ...ctx, actor: { kind: "staff", userId: "carl", name: "Carl", role } };
}

/** A payment of HK$100.00 at noon of {@link DAY} that QFPay's book knows; a refund when its amount is negative. */
export function sold(
  syssn: string,
  over: Partial<EnquiredTransaction> & { amountMinor?: bigint; time?: string } = {},
): EnquiredTransaction {
  const { amountMinor = 10_000n, time = "2026-03-09 12:00:00", ...rest } = over;
  const sysdtm = instantFromWire(wireTimeSchema.parse(time));
  return {
    syssn,
    origssn: null,
    outTradeNo: `TB-${syssn}`,
    chnlsn: null,
    mchid: "SHOP1",
    kind: amountMinor < 0n ? "refund" : "payment",
    payType: "800201",
    amount: money(amountMinor, "HKD"),
    respcd: "0000",
    cancel: "0",
    txdtm: sysdtm,
    sysdtm,
    paydtm: sysdtm,
    ...rest,
  };
}

export async function takeIn(ctx: BooksContext, ...rows: readonly EnquiredTransaction[]): Promise<void> {
  await takeInEnquiry(ctx, { rows });
}

const HEADER = "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount,remark";

type Row = {
  syssn: string;
  gross?: string;
  fee?: string;
  net?: string;
  day?: string;
  batch?: string;
  type?: string;
  mchid?: string;
  remark?: string;
};

/** A row over HK$100.00 at 0.80 %, on {@link DAY} in batch B1. */
export function row(told: Row): string {
  const {
    syssn,
    gross = "100.00",
    fee = "0.80",
    net = "99.20",
    day = DAY,
    batch = "B1",
    type = "PAYMENT",
    mchid = "SHOP1",
    remark = "",
  } = told;
  return [batch, day, NEXT_DAY, mchid, type, syssn, `${day} 12:00:00`, "HKD", gross, fee, net, remark].join(",");
}

/** A statement of these rows as bytes. */
export function statement(...rows: readonly string[]): Uint8Array {
  return Buffer.from(`${[HEADER, ...rows].join("\n")}\n`);
}
