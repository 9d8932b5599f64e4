import { isAtQfpay, type Refund } from "./refund.ts";

/** Where a refund stands on its way: with a second person, with us until its time comes, with QFPay, or at an end. */
export type RefundPlace = "approval" | "waiting" | "under_way" | "done" | "failed";
export const REFUND_PLACES = ["approval", "waiting", "under_way", "done", "failed"] as const satisfies readonly RefundPlace[];

export function placeOf(refund: Pick<Refund, "state" | "waitsBecause">): RefundPlace {
  switch (refund.state.at) {
    case "awaiting_approval":
      return "approval";
    case "queued":
      return "waiting";
    case "submitted":
    case "processing":
      return isAtQfpay(refund) ? "under_way" : "waiting";
    case "refunded":
      return "done";
    case "failed":
    case "declined":
      return "failed";
  }
}
