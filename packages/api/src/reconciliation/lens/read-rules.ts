import { decimalText } from "@tillbook/domain/settlement";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import type { RulesInForceView } from "./views.ts";

/** The rules in force of the account, as far as a dry run may change them. */
export function readRules(ctx: BooksContext): RulesInForceView {
  requireRight(ctx.actor, "reconcile");
  const { cutoff, settleLagBusinessDays, graceBusinessDays, tolerance, fee, fees } = rulesOf(ctx.account);
  const contract = fee && { rate: decimalText(fee.rate), rounding: fee.rounding, basis: fee.basis, refundFee: fee.refundFee };
  return { cutoff, settleLagBusinessDays, graceBusinessDays, tolerance, fee: contract, ownContracts: fees.length };
}
