import type { ListedTransaction } from "@tillbook/db/transactions";
import { formatMajor, money } from "@tillbook/domain/money";
import type { SettlementDay } from "@tillbook/domain/time";
import { z } from "zod";
import { named, told } from "../published.ts";
import { amount, currency, cursor, EXAMPLE, instant, limit, pageOf, perhapsDayIn } from "./common.ts";

export const transactionSchema = named(
  "Transaction",
  z.strictObject({
    syssn: told(z.string(), "QFPay's number: what statements are matched by."),
    kind: z.enum(["payment", "refund"]),
    amount: amount("In major units; a refund's is negative."),
    currency,
    settlementDay: told(z.iso.date(), "The day it settles under: its sysdtm at UTC+8, cut at the account's cut-off."),
    respcd: told(z.string(), "QFPay's word on it: only `0000` is money."),
    cancel: told(z.string(), "QFPay's flag on payments, `0` to `5`."),
    environment: told(z.enum(["production", "test"]), "Test transactions are never settled."),
    outTradeNo: told(z.string().nullable(), "The merchant's number, where QFPay named one."),
    origssn: told(z.string().nullable(), "On refunds, the payment's syssn."),
    chnlsn: told(z.string().nullable(), "The wallet's own number."),
    payType: z.string().nullable(),
    sysdtm: instant("QFPay's own time."),
    paydtm: told(z.iso.datetime().nullable(), "When the customer paid."),
    orderId: told(z.uuid().nullable(), "The order it belongs to, when it is one of ours."),
    paymentId: z.uuid().nullable(),
    refundId: z.uuid().nullable(),
  }),
  { description: "One movement of money as QFPay knows it." },
);

export const transactionExample = {
  syssn: "20261122000200020093755120",
  kind: "payment",
  amount: "88.00",
  currency: "HKD",
  settlementDay: "2026-11-22",
  respcd: "0000",
  cancel: "0",
  environment: "production",
  outTradeNo: "P7K2MQ9FXF5E4D3C2B1A0",
  origssn: null,
  chnlsn: "4200002345202611221234567890",
  payType: "800201",
  sysdtm: EXAMPLE.at,
  paydtm: "2026-11-22T02:00:21.000Z",
  orderId: EXAMPLE.orderId,
  paymentId: EXAMPLE.paymentId,
  refundId: null,
} as const;

export function transactionBody(row: ListedTransaction, settlementDay: SettlementDay): z.infer<typeof transactionSchema> {
  const { amountMinor, currency, sysdtm, paydtm, ...rest } = row;
  return {
    ...rest,
    amount: formatMajor(money(amountMinor, currency)),
    currency,
    settlementDay,
    sysdtm: sysdtm.toISOString(),
    paydtm: paydtm?.toISOString() ?? null,
  };
}

export const transactionPageSchema = pageOf("TransactionPage", transactionSchema);

export const transactionFilterSchema = z.strictObject({
  settlementDay: perhapsDayIn("Only this settlement day."),
  syssn: told(z.string().min(1, "required").max(64, "too_long").optional(), "Exactly this number."),
  kind: told(z.enum(["payment", "refund"]).optional(), "Only payments, or only refunds."),
  cursor,
  limit,
});
