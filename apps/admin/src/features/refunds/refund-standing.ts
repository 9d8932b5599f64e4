import type { RefundStateName, RefundView } from "@tillbook/api/views";

/** A refund's standing in one word: its state, or that it waits for QFPay, or that its maker took it back. */
export type RefundStandingWord = RefundStateName | "waiting" | "taken_back";

export function standingOf({
  state,
  waits,
  decided,
  requestedBy,
}: Pick<RefundView, "state" | "waits" | "decided" | "requestedBy">): RefundStandingWord {
  if (state === "submitted" && waits !== null) return "waiting";
  return state === "declined" && decided?.by === requestedBy ? "taken_back" : state;
}

/** Which sentence says why it waits; codes of QFPay without one of their own get the general one. */
export type WaitWord = "blackout" | "earlier_refund" | "no_answer" | "takings" | "night" | "other" | "plain";

export function waitWord(because: string | null): WaitWord {
  switch (because) {
    case null:
      return "plain";
    case "blackout":
    case "earlier_refund":
    case "no_answer":
      return because;
    case "1269":
      return "takings";
    case "1265":
      return "night";
    default:
      return "other";
  }
}

const FAILURES: ReadonlyMap<string, FailureWord> = new Map([
  ["1269", "takings"],
  ["1265", "late"],
  ["1270", "parts"],
  ["1271", "parts"],
  ["1272", "more"],
  ["1125", "before"],
  ["1129", "before"],
  ["1260", "before"],
  ["1262", "before"],
  ["1264", "before"],
]);
const OWN_WORDS = ["absent", "too_large", "nothing_left", "too_old", "reversed", "refunded_at_qfpay", "part_barred", "not_paid"] as const;

/** Which sentence says why it failed: our own word, or one for QFPay's code. */
export type FailureWord = (typeof OWN_WORDS)[number] | "takings" | "late" | "parts" | "more" | "before" | "other";

export function failureWord(respcd: string | null): FailureWord {
  const own = OWN_WORDS.find((word) => word === respcd);
  return own ?? FAILURES.get(respcd ?? "") ?? "other";
}
