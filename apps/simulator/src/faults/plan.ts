import type { Forgery, RuleChange } from "../book/index.ts";
import { type ActionOf, countOf, type FaultAction } from "./actions.ts";
import type { Malformed } from "./malformed.ts";
import { isProcessed } from "./script.ts";

/** Everything that shall go wrong with one call. */
export type CallPlan = {
  readonly delayBeforeMs: number;
  readonly delayAfterMs: number;
  /** The connection ends without an answer, after so long. */
  readonly lost: { readonly processed: boolean; readonly afterMs: number } | undefined;
  readonly http: ActionOf<"httpStatus"> | undefined;
  readonly code: CodeGiven | undefined;
  /** In so many enquiries the row that the call makes is not there. */
  readonly absentQueries: number;
  readonly malformed: Malformed | undefined;
  readonly cutAtByte: number | undefined;
  readonly bytesPerSecond: number | undefined;
  readonly pendingRefund: { readonly respcd: string; readonly queries: number | null; readonly end: string } | undefined;
  readonly rules: RuleChange | undefined;
  /** Forged notices which say that the payment just made is paid. */
  readonly forgeries: readonly Forgery[];
  /** The scripts that struck, for the log of calls. */
  readonly by: readonly string[];
};

/** A code that an answer gives though something else is true. `queries`: enquiries in which the row gives it as well. */
export type CodeGiven = {
  readonly respcd: string;
  readonly processed: boolean;
  readonly resperr: string | undefined;
  readonly respmsg: string | undefined;
  readonly queries: number;
};

/** What a notification meets. */
export type NoticePlan = {
  readonly lost: boolean;
  readonly copies: number;
  readonly connections: number;
  readonly lateMs: number;
  readonly forgeries: readonly Forgery[];
  readonly alterations: readonly ActionOf<"alterNotification">["alterNotification"][];
  /** Whether the true notice goes out beside the forged and altered ones. */
  readonly isTrueSent: boolean;
  readonly replay: "same-order" | "any-order" | undefined;
  readonly deafTo: number;
  readonly hold:
    | { readonly until: "set-is-full"; readonly script: string; readonly size: number }
    | { readonly until: "refund" }
    | undefined;
};

/** What the taking of the money meets. */
export type ChargePlan = { readonly times: number; readonly late: number | "after-expiry" | undefined };

export const NO_CALL_PLAN: CallPlan = {
  delayBeforeMs: 0,
  delayAfterMs: 0,
  lost: undefined,
  http: undefined,
  code: undefined,
  absentQueries: 0,
  malformed: undefined,
  cutAtByte: undefined,
  bytesPerSecond: undefined,
  pendingRefund: undefined,
  rules: undefined,
  forgeries: [],
  by: [],
};

/** The plan with one more fault in it. What ends a call soonest wins; delays add up. */
export function addToCall(plan: CallPlan, action: FaultAction, script: string): CallPlan {
  return { ...plan, ...changeOfCall(plan, action), by: [...plan.by, script] };
}

function changeOfCall(plan: CallPlan, action: FaultAction): Partial<CallPlan> {
  if ("delayMs" in action)
    return action.when === "before"
      ? { delayBeforeMs: plan.delayBeforeMs + action.delayMs }
      : { delayAfterMs: plan.delayAfterMs + action.delayMs };
  if ("dropBeforeProcessing" in action) return { lost: { processed: false, afterMs: 0 } };
  if ("dropAfterProcessing" in action) return { lost: plan.lost ?? { processed: true, afterMs: 0 } };
  if ("hangMs" in action) return { lost: plan.lost ?? { processed: action.processed, afterMs: action.hangMs } };
  if ("httpStatus" in action) return { http: action };
  if ("respcd" in action) return { code: codeGiven(action) };
  if ("absent" in action) return { absentQueries: countOf(action.queries) };
  if ("malformed" in action) return { malformed: action.malformed };
  if ("cutAtByte" in action) return { cutAtByte: action.cutAtByte };
  if ("bytesPerSecond" in action) return { bytesPerSecond: action.bytesPerSecond };
  if ("rules" in action) return { rules: { ...plan.rules, ...action.rules } };
  if ("forgeNotification" in action) return { forgeries: [...plan.forgeries, forgeryOf(action)] };
  if ("pendingRefund" in action) {
    const queries = action.queries === "forever" ? null : action.queries;
    return { pendingRefund: { respcd: action.pendingRefund, queries, end: action.end } };
  }
  return {};
}

/** What a `respcd` action gives, with what its code implies filled in. */
export function codeGiven(action: ActionOf<"respcd">): CodeGiven {
  const { respcd, resperr, respmsg } = action;
  return { respcd, resperr, respmsg, processed: isProcessed(action), queries: countOf(action.queries ?? (isUndecided(respcd) ? 1 : 0)) };
}

function isUndecided(respcd: string): boolean {
  return respcd === "1143" || respcd === "1145";
}

export const NO_NOTICE_PLAN: NoticePlan = {
  lost: false,
  copies: 1,
  connections: 1,
  lateMs: 0,
  forgeries: [],
  alterations: [],
  isTrueSent: true,
  replay: undefined,
  deafTo: 0,
  hold: undefined,
};

/** The plan with one more fault in it. */
export function addToNotice(plan: NoticePlan, action: FaultAction, script: string): NoticePlan {
  return { ...plan, ...changeOfNotice(plan, action, script) };
}

function changeOfNotice(plan: NoticePlan, action: FaultAction, script: string): Partial<NoticePlan> {
  if ("loseNotification" in action) return { lost: true };
  if ("doubleNotification" in action) return { copies: Math.max(plan.copies, 2) };
  if ("repeatNotification" in action) return { copies: action.repeatNotification, connections: action.connections };
  if ("lateNotification" in action) return { lateMs: action.lateNotification };
  if ("reorderNotification" in action) return { hold: { until: "set-is-full", script, size: action.reorderNotification } };
  if ("holdForRefundNotification" in action) return { hold: { until: "refund" } };
  if ("replayNotification" in action) return { replay: action.replayNotification };
  if ("deafNotification" in action) return { deafTo: action.deafNotification };
  if ("forgeNotification" in action)
    return { forgeries: [...plan.forgeries, forgeryOf(action)], isTrueSent: plan.isTrueSent && !action.instead };
  if ("alterNotification" in action)
    return { alterations: [...plan.alterations, action.alterNotification], isTrueSent: plan.isTrueSent && action.alsoTrue };
  return {};
}

function forgeryOf({ forgeNotification }: ActionOf<"forgeNotification">): Forgery {
  return forgeNotification === true ? "other-key" : forgeNotification;
}

export const NO_CHARGE_PLAN: ChargePlan = { times: 1, late: undefined };

/** The plan with one more fault in it. */
export function addToCharge(plan: ChargePlan, action: FaultAction): ChargePlan {
  if ("chargeTwice" in action) return { ...plan, times: 2 };
  if ("chargeLate" in action) return { ...plan, late: action.chargeLate };
  return plan;
}
