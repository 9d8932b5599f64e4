import type { OrderRow } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";
import { isZero, moneyFrom } from "../../lib/money-view.ts";

type Standing = "open" | "unclear" | "paid" | "partly_refunded" | "refunded" | "expired" | "cancelled";

const LOOKS = {
  open: { tone: "info", shape: "ring" },
  unclear: { tone: "warn", shape: "triangle" },
  paid: { tone: "good", shape: "tick" },
  partly_refunded: { tone: "good", shape: "half" },
  refunded: { tone: "quiet", shape: "half" },
  expired: { tone: "quiet", shape: "square" },
  cancelled: { tone: "quiet", shape: "cross" },
} as const satisfies Record<Standing, { tone: Tone; shape: Shape }>;

type Shown = Pick<OrderRow, "state" | "isUnclear" | "refunded" | "amount">;

/** An order's standing in one word: its state, or that QFPay has not said yet, or how much went back. */
export function OrderBadge({ order }: { order: Shown }) {
  const t = useTranslations("orders.states");
  const standing = standingOf(order);
  return <StateBadge {...LOOKS[standing]}>{t(standing)}</StateBadge>;
}

/** Paid is never called unclear: money that arrived has arrived. */
export function standingOf(order: Shown): Standing {
  if (order.state === "paid") {
    if (isZero(order.refunded)) return "paid";
    return moneyFrom(order.refunded).minor < moneyFrom(order.amount).minor ? "partly_refunded" : "refunded";
  }
  return order.isUnclear ? "unclear" : order.state;
}
