import type { Verdict } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "./state-badge.tsx";

const LOOKS = {
  verified: { tone: "good", shape: "tick" },
  duplicate: { tone: "quiet", shape: "ring" },
  mismatched: { tone: "warn", shape: "triangle" },
  unknown: { tone: "warn", shape: "half" },
  forged: { tone: "bad", shape: "cross" },
} as const satisfies Record<Verdict, { tone: Tone; shape: Shape }>;

/** What was thought of a delivery. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const t = useTranslations("verdicts");
  return <StateBadge {...LOOKS[verdict]}>{t(verdict)}</StateBadge>;
}
