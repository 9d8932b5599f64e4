import type { Notice } from "../book/index.ts";

const MINUTE_MS = 60_000;

// Gaps between deliveries, not offsets from the first: the ten minutes appear twice. docs/qfpay.md#notifications
const RETRY_GAPS_MIN = [2, 10, 10, 60, 120, 360, 900];

/**
 * When a notice is to be delivered next, in simulated time; undefined when it was accepted, has had its eight
 * deliveries, waits to be released, or is never sent. Deliveries by hand do not count.
 */
export function nextDelivery(notice: Notice): Date | undefined {
  if (notice.lost || notice.held === true || notice.url === undefined) return undefined;
  const own = notice.deliveries.filter((delivery) => !delivery.byHand);
  if (own.length < notice.copies) return notice.firstDueAt; // a doubled notice goes out twice whatever the first answer was
  const last = own.at(-1);
  const gapMin = RETRY_GAPS_MIN[own.length - notice.copies];
  if (last === undefined || gapMin === undefined || notice.forged) return undefined;
  if (isAccepted(notice)) return undefined;
  return new Date(last.at.getTime() + gapMin * MINUTE_MS);
}

/** The notice as shown: what it waits for or how it ended. */
export function noticeState(notice: Notice): "accepted" | "waiting" | "held" | "lost" | "nowhere" | "given-up" {
  if (isAccepted(notice)) return "accepted";
  if (notice.lost) return "lost";
  if (notice.url === undefined) return "nowhere";
  if (notice.held === true) return "held";
  return nextDelivery(notice) === undefined ? "given-up" : "waiting";
}

function isAccepted(notice: Notice): boolean {
  return notice.deliveries.some((delivery) => delivery.outcome === "accepted");
}
