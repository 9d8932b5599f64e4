import type { DeliveryStateName } from "@tillbook/api/webhooks";
import { useTranslations } from "use-intl";
import { StateBadge } from "../../components/state-badge.tsx";

const LOOKS = {
  waiting: { tone: "info", shape: "half" },
  delivered: { tone: "good", shape: "tick" },
  failed: { tone: "bad", shape: "cross" },
} as const;

/** Where a delivery stands, as word and shape. */
export function DeliveryBadge({ state }: { state: DeliveryStateName }) {
  const t = useTranslations("deliveries.states");
  return <StateBadge {...LOOKS[state]}>{t(state)}</StateBadge>;
}
