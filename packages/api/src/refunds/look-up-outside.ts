import type { LostRefund } from "@tillbook/db/refunds";
import { lostRefunds } from "@tillbook/db/refunds";
import { alone, type Context, type ContextFor } from "../context/index.ts";
import { heardOfRefundRow, recordObservation, silence } from "../observations/index.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** QFPay repeats its notices for a day; after another one nothing new is to be expected. docs/qfpay.md#notifications */
const FOR_MS = 48 * 60 * MINUTE_MS;
const PAUSES_MS = [0, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS] as const;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;

/**
 * Looks up refunds that are none of ours by their own number at QFPay, which names the payment there: a notice need not. Each at growing
 * pauses until it is tied to its payment and decided. docs/qfpay.md#notifications
 * @returns how many were asked about
 */
export async function lookUpOutsideRefunds(
  system: Pick<Context, "db" | "clock" | "log">,
  contextFor: ContextFor,
  limit: number,
): Promise<number> {
  const now = system.clock.now();
  const lost = await lostRefunds(system.db.read.sql, new Date(now.getTime() - FOR_MS), limit);
  const due = lost.filter((refund) => isDue(refund, now));
  for (const refund of due) {
    await alone(system.log, { syssn: refund.syssn }, async () => lookUp(await contextFor(refund.accountId), refund));
  }
  return due.length;
}

function isDue({ asked, lastAskedAt }: LostRefund, now: Date): boolean {
  const pause = PAUSES_MS[Number(asked)] ?? LONGEST_PAUSE_MS;
  return lastAskedAt === null || now.getTime() - lastAskedAt.getTime() >= pause;
}

async function lookUp(ctx: Context, { syssn }: LostRefund): Promise<void> {
  const answer = await ctx.qfpay.enquire({ syssn: [syssn] }, { priority: "sweep" });
  const rows = answer.kind === "accepted" ? answer.value.rows.filter((row) => row.syssn === syssn && row.orderType === "refund") : [];
  for (const row of rows) await recordObservation(ctx, heardOfRefundRow(row, answer.sent));
  if (rows.length > 0) return;
  // Kept too, so that the pauses grow.
  await recordObservation(ctx, {
    ...silence("enquiry", "", answer.kind === "accepted" ? "(no row)" : "(no answer)"),
    claimed: { outTradeNo: null, amount: null, payType: null, mchid: null },
    syssn,
    about: "refund",
    fact: { is: "unclear" },
  });
}
