import { type Plan, refundRulesSchema } from "@tillbook/domain/refunds";
import { cutoffSchema, MIDNIGHT, settlementDay, settlementDayBounds } from "@tillbook/domain/time";
import { z } from "zod";
import type { Context } from "../context/index.ts";

/** What deciding about refunds needs. Sending one needs QFPay as well. */
export type DecidingContext = Pick<Context, "actor" | "account" | "db" | "clock">;

/** What refunds of the account are planned by: its rules, the present, and a chance that spreads what would come all at once. */
export function planOf(ctx: Pick<Context, "account" | "clock">): Plan {
  return { now: ctx.clock.now(), rules: refundRulesSchema.parse(ctx.account.refundRules), chance: Math.random() };
}

const cutoffOf = z.object({ cutoff: cutoffSchema.default(MIDNIGHT) });

/** The settlement day that runs now, from its first instant to the first after it. */
export function runningDay(ctx: Pick<Context, "account" | "clock">): { from: Date; until: Date } {
  const { cutoff } = cutoffOf.parse(ctx.account.settlementRules ?? {});
  return settlementDayBounds(settlementDay(ctx.clock.now(), cutoff), cutoff);
}
