import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";
import { type Shown, type Standing, standingOf } from "./order-standing.ts";
import "./order-badge.css";

const LOOKS = {
  open: { tone: "info", shape: "ring" },
  unclear: { tone: "warn", shape: "triangle" },
  needs_person: { tone: "bad", shape: "disc" },
  paid: { tone: "good", shape: "tick" },
  paid_late: { tone: "warn", shape: "tick" },
  paid_twice: { tone: "warn", shape: "twins" },
  partly_refunded: { tone: "good", shape: "half" },
  refunded: { tone: "quiet", shape: "half" },
  expired: { tone: "quiet", shape: "square" },
  cancelled: { tone: "quiet", shape: "cross" },
} as const satisfies Record<Standing, { tone: Tone; shape: Shape }>;

/** What became of an order, in one word; a second one says that it waits for somebody's decision. */
export function OrderBadge({ order }: { order: Shown }) {
  const t = useTranslations("orders.states");
  const standing = standingOf(order);
  return (
    <span className="tb-badges">
      <StateBadge {...LOOKS[standing]}>{t(standing)}</StateBadge>
      {order.needsPerson && standing !== "needs_person" && <StateBadge {...LOOKS.needs_person}>{t("needs_person")}</StateBadge>}
    </span>
  );
}
