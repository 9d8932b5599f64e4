import type { ResolutionView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../../components/state-badge.tsx";

const LOOKS = {
  WAITING: { tone: "info", shape: "half" },
  APPROVED: { tone: "good", shape: "tick" },
  REJECTED: { tone: "bad", shape: "cross" },
  WITHDRAWN: { tone: "quiet", shape: "ring" },
  VOID: { tone: "warn", shape: "ring" },
} as const satisfies Record<ResolutionView["state"], { tone: Tone; shape: Shape }>;

/** What became of a proposal. */
export function ResolutionBadge({ resolution }: { resolution: ResolutionView }) {
  const t = useTranslations("breaks.resolutionStates");
  if (resolution.isReversed)
    return (
      <StateBadge tone="quiet" shape="cross">
        {t("REVERSED")}
      </StateBadge>
    );
  const word = resolution.state === "APPROVED" && !resolution.needsChecker ? "DONE" : resolution.state;
  return <StateBadge {...LOOKS[resolution.state]}>{t(word)}</StateBadge>;
}
