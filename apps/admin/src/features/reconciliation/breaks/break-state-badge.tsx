import type { BreakState } from "@tillbook/domain/reconciliation/breaks";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../../components/state-badge.tsx";

const LOOKS = {
  OPEN: { tone: "bad", shape: "ring" },
  CLAIMED: { tone: "warn", shape: "half" },
  PROPOSED: { tone: "info", shape: "half" },
  CARRIED: { tone: "quiet", shape: "disc" },
  RESOLVED: { tone: "good", shape: "tick" },
  REOPENED: { tone: "bad", shape: "triangle" },
} as const satisfies Record<BreakState, { tone: Tone; shape: Shape }>;

/** Where the work on a break stands. */
export function BreakStateBadge({ state }: { state: BreakState }) {
  const t = useTranslations("breaks.states");
  return <StateBadge {...LOOKS[state]}>{t(state)}</StateBadge>;
}
