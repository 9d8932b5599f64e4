import type { LineView, TransactionView } from "@tillbook/api/reconciliation";
import type { Currency } from "@tillbook/domain/money";
import { describe, expect, it } from "vitest";
import { linkSum } from "./link-sum.ts";

const row = (gross: string, currency: Currency = "HKD"): LineView => ({
  fileId: "f", fileName: "a.csv", lineNo: 2, lineType: "PAYMENT", batchNo: "B", tradeDate: "2026-03-10", settleDate: "2026-03-11", mchid: "M",
  syssn: null, origssn: null, outTradeNo: null, chnlsn: null, payType: null, sysdtm: null, paydtm: null, currency, gross, feeRate: null,
  fee: "0.00", net: gross, settleCurrency: currency, settleAmount: gross, exchangeRate: null, status: "SETTLED", remark: "", raw: "",
}); // biome-ignore format: a row reads better on few lines
const ours = (amount: string, currency: Currency = "HKD"): TransactionView => ({
  syssn: "P1", origssn: null, outTradeNo: null, chnlsn: null, mchid: null, kind: "payment", payType: null, currency, amount, respcd: "0000",
  cancel: "0", sysdtm: "2026-03-10 12:00:00", paydtm: null, settleDay: "2026-03-10", orderId: null, orderNumber: null,
}); // biome-ignore format: a transaction reads better on few lines

describe("what a match by hand comes to", () => {
  it("is rows less transactions, with its sign", () => {
    expect(linkSum([row("60.00"), row("29.50")], [ours("90.00")])).toEqual({
      rows: { amount: "89.50", currency: "HKD" },
      ours: { amount: "90.00", currency: "HKD" },
      difference: { amount: "-0.50", currency: "HKD" },
      isZero: false,
    });
    expect(linkSum([row("60.00"), row("30.00")], [ours("90.00")])).toMatchObject({ isZero: true });
  });
  it("is nothing across currencies, and nothing without both sides", () => {
    expect(linkSum([row("60.00")], [ours("60.00", "USD")])).toBeNull();
    expect(linkSum([row("60.00"), row("1.00", "USD")], [ours("60.00")])).toBeNull();
    expect([linkSum([], [ours("1.00")]), linkSum([row("1.00")], [])]).toEqual([null, null]);
  });
});
