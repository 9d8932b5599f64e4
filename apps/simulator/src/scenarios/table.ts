import { toWireTime } from "../wire/index.ts";
import type { Scenario, ScriptWritten } from "./scenario.ts";

type Action = ScriptWritten["action"];
type Operation = ScriptWritten["match"]["operation"];

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const MONEY: readonly Operation[] = ["payment", "refund", "close", "reversal"];
const CALLS: readonly Operation[] = [...MONEY, "query", "add_note", "get_weixin_openid"];

const once = (operation: Operation, action: Action): ScriptWritten => ({ match: { operation }, action });
const always = (operation: Operation, action: Action): ScriptWritten => ({ match: { operation, chance: 1 }, action });
const notice = (about: "payment" | "refund", action: Action): ScriptWritten => ({ match: { operation: "notification", about }, action });
const cancelling = (rules: Record<string, unknown>) => (["close", "reversal"] as const).map((path) => always(path, { rules }));
const timeOfDay = (instant: Date) => toWireTime(instant).slice(11);

/** Every scenario by its name. */
export const SCENARIOS = {
  "lost-notification": notices(notice("payment", { loseNotification: true })),
  "late-notification": notices(notice("payment", { lateNotification: HOUR_MS })),
  "doubled-notification": notices(notice("payment", { repeatNotification: 5, connections: 5 })),
  "forged-notification": notices(
    once("payment", { forgeNotification: "other-key" }),
    notice("payment", { forgeNotification: "other-key" }),
  ),
  "replayed-notification": notices(notice("refund", { replayNotification: "same-order" })),
  "refund-before-payment": notices(notice("payment", { holdForRefundNotification: true })),
  "wrong-amount-notification": notices(notice("payment", { alterNotification: { txamt: "1" } })),
  "unknown-number-notification": notices(
    notice("payment", { alterNotification: { out_trade_no: "NEVERSEEN0001", syssn: "20200101000900000000000001" }, alsoTrue: true }),
  ),
  "unknown-notice-type": notices(notice("payment", { alterNotification: { notify_type: "close" }, alsoTrue: true })),

  "drop-before-create": answers(once("payment", { dropBeforeProcessing: true })),
  "drop-after-create": answers(once("payment", { dropAfterProcessing: true })),
  "done-but-error": answers(once("payment", { respcd: "1252", processed: true })),
  "not-found-yet": answers(once("payment", { dropAfterProcessing: true }), once("payment", { absent: true, queries: 2 })),
  "unclear-for-ever": answers(once("payment", { respcd: "1145", queries: "forever" })),
  "cut-answer": answers(once("payment", { cutAtByte: -1 })),
  "wrong-amount-answer": answers(once("payment", { malformed: "amount-changed" })),
  "html-instead-of-json": forAll("answers", () => CALLS.map((call) => always(call, { malformed: "html-200" }))),
  "qfpay-down": forAll("answers", () =>
    [...CALLS, "get_weixin_oauth_code" as const].map((call) => always(call, { dropBeforeProcessing: true })),
  ),
  "qfpay-slow": forAll("answers", () => CALLS.map((call) => always(call, { delayMs: 4000, when: "after" }))),
  "rate-limited": forAll("answers", () => CALLS.map((call) => always(call, { httpStatus: 429 }))),

  "paid-twice": { group: "payments", scope: "order", scripts: () => [once("charge", { chargeTwice: true })] },
  "paid-late": { group: "payments", scope: "order", scripts: () => [once("charge", { chargeLate: "after-expiry" })] },
  "hong-kong-no-cancel": forAll("payments", () => cancelling({ cancelSupported: false })),
  "cancel-by-reversal-only": forAll("payments", () => cancelling({ cancelBy: "reversal" })),

  "refund-takings-too-small": forAll("refunds", (now) => [
    always("refund", { rules: { refundFromTakings: true, takingsSince: now.toISOString() } }),
  ]),
  "refund-blackout": forAll("refunds", (now) => {
    const until = timeOfDay(new Date(now.getTime() + HOUR_MS));
    return [always("refund", { rules: { refundBlackout: true, refundBlackoutFrom: timeOfDay(now), refundBlackoutUntil: until } })];
  }),
  "refund-unclear": refunds(once("refund", { dropAfterProcessing: true }), notice("refund", { loseNotification: true })),
  "refund-slow": refunds(once("refund", { pendingRefund: "1143", queries: 3 })),
  "refund-rejected-later": refunds(once("refund", { pendingRefund: "1145", queries: 2, end: "1155" })),

  "clock-back": { group: "clock", scope: "all", scripts: () => [], clockJumpMs: -10 * MINUTE_MS },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

/** All names, in the order of the table. */
export function scenarioNames(): readonly ScenarioName[] {
  return Object.keys(SCENARIOS).filter(isScenarioName);
}

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name);
}

function notices(...scripts: readonly ScriptWritten[]): Scenario {
  return { group: "notifications", scope: "order", scripts: () => scripts };
}

function answers(...scripts: readonly ScriptWritten[]): Scenario {
  return { group: "answers", scope: "order", scripts: () => scripts };
}

function refunds(...scripts: readonly ScriptWritten[]): Scenario {
  return { group: "refunds", scope: "order", scripts: () => scripts };
}

function forAll(group: Scenario["group"], scripts: Scenario["scripts"]): Scenario {
  return { group, scope: "all", scripts };
}
