import type { DayStateCode } from "@tillbook/domain/reconciliation/closing";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../../components/state-badge.tsx";

const LOOKS = {
  OPEN: { tone: "quiet", shape: "ring" },
  IN_REVIEW: { tone: "info", shape: "half" },
  CLOSED: { tone: "good", shape: "square" },
  REOPENED: { tone: "warn", shape: "ring" },
} as const satisfies Record<DayStateCode, { tone: Tone; shape: Shape }>;

/** Whether a day or month is sealed, and which version of it. */
export function CloseBadge({ state, version }: { state: DayStateCode; version: number }) {
  const t = useTranslations("closing.states");
  return <StateBadge {...LOOKS[state]}>{t(state, { version })}</StateBadge>;
}
