import { createHash } from "node:crypto";
import type { Money } from "@tillbook/domain/money";

/** How an unclear payment is being cleared up: asked so often, asked again then, given to a person at last. */
export type AskedPlan = { times: number; nextAt: Date | null; decidesAt: Date; isWithPerson: boolean };

/** Where the customer stands with this link, and what is known there. */
export type Step =
  | { at: "second_screen"; qrText: string; refreshesAt: Date } // outside WeChat on a desktop or tablet; `qrText` is `weixin://…`
  | { at: "preparing"; asked: AskedPlan | null } // a native QR is being made, or the answer to our request is unclear
  | { at: "open_in_wechat" } // another browser on a phone
  | { at: "ready" } // inside WeChat, nothing started
  /** An attempt is open and we ask about it. `canRetry`: QFPay has just said that nobody has paid it. */
  | { at: "confirming"; since: Date; canRetry: boolean; asked: AskedPlan | null }
  /** `isTwice`: money came a second time and has not gone back. */
  | { at: "paid"; paidAt: Date; reference: string; refunded: Money | null; isTwice: boolean }
  | { at: "failed"; canRetry: boolean }
  | { at: "expired" }
  | { at: "cancelled" }
  | { at: "refused" }; // QFPay certainly did not make the order

/** All that the page shows. `number` is the order's number, `linkUrl` our own absolute address of this page. */
export type PayPageView = { shop: string; amount: Money; goodsName: string | null; number: string; linkUrl: string; step: Step };

/**
 * Digest of all that the page shows, the same for equal views. The page carries it, and the `changed` events of
 * `<path>/events` must carry it too: a page reloads only when the two differ.
 */
export function versionOf(view: PayPageView): string {
  return createHash("sha256")
    .update(JSON.stringify(canonical(view)))
    .digest("base64url")
    .slice(0, 22);
}

/** Whether news may still come, so that the page should listen for it. */
export function isLive(step: Step): boolean {
  switch (step.at) {
    case "second_screen":
    case "preparing":
    case "open_in_wechat":
    case "ready":
    case "confirming":
      return true;
    case "failed":
      return step.canRetry;
    case "paid":
    case "expired":
    case "cancelled":
    case "refused":
      return false;
  }
}

/** The same value for equal views, whatever the order of their keys. */
function canonical(value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, canonical(inner)]);
}
