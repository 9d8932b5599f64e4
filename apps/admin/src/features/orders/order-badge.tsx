import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";
import { type Shown, type Standing, standingOf } from "./order-standing.ts";

const LOOKS = {
  open: { tone: "info", shape: "ring" },
  unclear: { tone: "warn", shape: "triangle" },
  paid: { tone: "good", shape: "tick" },
  partly_refunded: { tone: "good", shape: "half" },
  refunded: { tone: "quiet", shape: "half" },
  expired: { tone: "quiet", shape: "square" },
  cancelled: { tone: "quiet", shape: "cross" },
} as const satisfies Record<Standing, { tone: Tone; shape: Shape }>;

/** An order's standing in one word: its state, or that QFPay has not said yet, or how much went back. */
export function OrderBadge({ order }: { order: Shown }) {
  const t = useTranslations("orders.states");
  const standing = standingOf(order);
  return <StateBadge {...LOOKS[standing]}>{t(standing)}</StateBadge>;
}
