import type { Repositories } from "@tillbook/db/client";
import type { NewsContext } from "../context/index.ts";
import { closeRefundedCases } from "./close-refunded-cases.ts";
import type { HeardOfPayment, HeardOfRefund } from "./heard.ts";
import { recordPayment } from "./record-payment.ts";
import { recordRefund } from "./record-refund.ts";
import { mayGoTogether, recordTogether } from "./record-together.ts";
import type { Recorded } from "./stored-form.ts";

/**
 * The one door by which news of money comes in: responses, notifications and enquiries all pass here. Stores what was heard,
 * compares amount, currency, merchant and number with our own row, folds it into the state, and writes the transaction, all in one
 * database transaction under the order's lock. Repeats and late arrivals change nothing.
 * @param alongside is written in the same transaction, such as who asked for it.
 */
export async function recordObservation(
  ctx: NewsContext,
  heard: HeardOfPayment | HeardOfRefund,
  alongside?: (tx: Repositories) => Promise<void>,
): Promise<Recorded> {
  const recorded = await (heard.about === "payment" && alongside === undefined && mayGoTogether(heard)
    ? recordTogether(ctx, heard)
    : ctx.db.unitOfWork(async (tx) => {
        const done = heard.about === "payment" ? await recordPayment(ctx, tx, heard) : await recordRefund(ctx, tx, heard);
        if (heard.about === "refund" && heard.fact.is === "refunded") await closeRefundedCases(ctx, tx, done);
        await alongside?.(tx);
        return done;
      }));
  if (recorded.verdict === "mismatched" || recorded.verdict === "unknown") {
    ctx.log.warn(
      { verdict: recorded.verdict, source: heard.source, outTradeNo: heard.claimed.outTradeNo, syssn: heard.syssn },
      "observation kept aside",
    );
  }
  return recorded;
}
