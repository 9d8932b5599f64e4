import { currencySchema, money } from "@tillbook/domain/money";
import type { Refund, RefundState } from "@tillbook/domain/refunds";
import { z } from "zod";

const refundRow = z.object({
  id: z.string(),
  accountId: z.string(),
  orderId: z.string(),
  paymentId: z.string(),
  requestId: z.string(),
  outTradeNo: z.string(),
  amountMinor: z.bigint(),
  currency: currencySchema,
  reason: z.string(),
  state: z.enum(["awaiting_approval", "queued", "submitted", "processing", "failed", "declined", "refunded"]),
  stateAt: z.date(),
  sends: z.int(),
  nextSendAt: z.date().nullable(),
  waitsBecause: z.string().nullable(),
  respcd: z.string().nullable(),
  syssn: z.string().nullable(),
  sysdtm: z.date().nullable(),
  nextEnquiryAt: z.date().nullable(),
  enquiries: z.int(),
  requestedBy: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  decisionNote: z.string().nullable(),
  createdAt: z.date(),
});

/** A refund with the names QFPay gave it and its last code, whatever its state. */
export type KnownRefund = Refund & { readonly syssn: string | null; readonly sysdtm: Date | null; readonly respcd: string | null };

/** A database row as a refund. */
export function refundFromRow(raw: unknown): KnownRefund {
  const row = refundRow.parse(raw);
  const { amountMinor, currency, state: _state, ...rest } = row;
  return { ...rest, amount: money(amountMinor, currency), state: stateFromRow(row) };
}

function stateFromRow(row: z.infer<typeof refundRow>): RefundState {
  switch (row.state) {
    case "processing":
      return { at: "processing", syssn: row.syssn };
    case "failed":
      return { at: "failed", respcd: row.respcd ?? "" };
    case "refunded":
      if (row.syssn === null || row.sysdtm === null) throw new Error(`refund ${row.id} is done without a transaction`);
      return { at: "refunded", syssn: row.syssn, sysdtm: row.sysdtm };
    case "awaiting_approval":
    case "queued":
    case "submitted":
    case "declined":
      return { at: row.state };
  }
}
