import type { KnownRefund } from "@tillbook/db/refunds";
import { nextRefundEnquiry } from "@tillbook/domain/refunds";
import type { CallOptions } from "@tillbook/qfpay/client";
import type { TransactionRow } from "@tillbook/qfpay/enquiries";
import { alone, type Context, type ContextFor } from "../context/index.ts";
import { type Heard, heardOfRefundRow, recordObservation, silence } from "../observations/index.ts";
import { BELIEVE_ABSENT_AFTER_MS, CLOCK_MARGIN_MS, LEASE_MS } from "../payments/index.ts";

/** What QFPay said of a refund: it has it, it does not know it, or (`silent`) nothing that could be relied on. */
export type AskedRefund = "known" | "absent" | "silent";

/** QFPay's list of identifiers holds 128 characters: four of ours. docs/qfpay.md#enquiry */
const BATCH = 4;

/** Answers that fit a refund which somebody else made: where QFPay does not know ours, it is refused for good. docs/qfpay.md#codes */
const GIVEN_BACK_ALREADY: ReadonlySet<string> = new Set(["1125", "1129", "1260", "1262", "1264"]);

/**
 * Asks QFPay about refunds of one account by their own numbers, at most {@link BATCH} in one call, and takes in every row through
 * the one door. One that QFPay surely never got is then sent again by the round that sends.
 */
export async function askAboutRefunds(
  ctx: Context,
  refunds: readonly KnownRefund[],
  options: CallOptions = {},
): Promise<ReadonlyMap<string, AskedRefund>> {
  const asked = new Map<string, AskedRefund>();
  if (refunds.length === 0) return asked;
  const { rows, heardAll } = await enquire(ctx, refunds, options);
  for (const refund of refunds) {
    const own = rows.filter(({ row }) => row.outTradeNo === refund.outTradeNo);
    for (const { row, request } of own) await recordObservation(ctx, heardOfRefundRow(row, request));
    const result = own.length > 0 ? "known" : heardAll ? "absent" : "silent";
    asked.set(refund.id, result);
    await ctx.db.read.refunds.asked(refund.id, nextRefundEnquiry({ ...refund, enquiries: refund.enquiries + 1 }, ctx.clock.now()));
    if (result === "absent") await recordAbsence(ctx, refund);
  }
  return asked;
}

type Row = { readonly row: TransactionRow; readonly request: Heard["request"] };

async function enquire(ctx: Context, refunds: readonly KnownRefund[], options: CallOptions): Promise<{ rows: Row[]; heardAll: boolean }> {
  const from = new Date(Math.min(...refunds.map((refund) => refund.createdAt.getTime())) - CLOCK_MARGIN_MS);
  const until = new Date(ctx.clock.now().getTime() + CLOCK_MARGIN_MS);
  const rows: Row[] = [];
  let heardAll = true;
  for await (const answer of ctx.qfpay.enquirePages({ outTradeNo: refunds.map(({ outTradeNo }) => outTradeNo), from, until }, options)) {
    if (answer.kind === "accepted") rows.push(...answer.value.rows.map((row) => ({ row, request: answer.sent })));
    else heardAll = false;
  }
  return { rows, heardAll };
}

/** QFPay answered and does not know the number. Believed once the sending itself must be over. */
async function recordAbsence(ctx: Context, refund: KnownRefund): Promise<void> {
  const isBelieved = ctx.clock.now().getTime() - refund.stateAt.getTime() >= BELIEVE_ABSENT_AFTER_MS;
  if (refund.state.at !== "submitted" || refund.waitsBecause !== null || !isBelieved) return;
  const isGivenBack = refund.respcd !== null && GIVEN_BACK_ALREADY.has(refund.respcd);
  await recordObservation(ctx, {
    ...silence("enquiry", refund.outTradeNo, "(no row)"),
    about: "refund",
    fact: isGivenBack ? { is: "failed", respcd: refund.respcd ?? "" } : { is: "absent" },
  });
}

/** As `enquireOpenPayments`, for refunds. */
export async function enquireOpenRefunds(
  system: Pick<Context, "db" | "clock" | "log">,
  contextFor: ContextFor,
  limit: number,
): Promise<number> {
  const now = system.clock.now();
  const due = await system.db.read.refunds.claimDue(now, new Date(now.getTime() + LEASE_MS), limit);
  for (const [accountId, refunds] of Map.groupBy(due, (refund) => refund.accountId)) {
    for (let from = 0; from < refunds.length; from += BATCH) {
      const batch = refunds.slice(from, from + BATCH);
      await alone(
        system.log,
        { refundIds: batch.map(({ id }) => id) },
        async () => void (await askAboutRefunds(await contextFor(accountId), batch, { priority: "sweep" })),
      );
    }
  }
  return due.length;
}

/** A person asks about every refund of an order that QFPay may be at work on. */
export async function checkRefundsNow(ctx: Context, orderId: string): Promise<void> {
  const open = (await ctx.db.read.refunds.ofOrder(orderId)).filter((refund) => refund.nextEnquiryAt !== null);
  for (let from = 0; from < open.length; from += BATCH) await askAboutRefunds(ctx, open.slice(from, from + BATCH));
}
