import type { RefundView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";
import { type RefundStandingWord, standingOf } from "./refund-standing.ts";

const LOOKS = {
  awaiting_approval: { tone: "warn", shape: "ring" },
  queued: { tone: "info", shape: "ring" },
  waiting: { tone: "warn", shape: "half" },
  submitted: { tone: "warn", shape: "triangle" },
  processing: { tone: "info", shape: "half" },
  failed: { tone: "bad", shape: "cross" },
  declined: { tone: "quiet", shape: "cross" },
  taken_back: { tone: "quiet", shape: "square" },
  refunded: { tone: "good", shape: "tick" },
} as const satisfies Record<RefundStandingWord, { tone: Tone; shape: Shape }>;

/** How far a refund has come, in one word. */
export function RefundBadge({ refund }: { refund: RefundView }) {
  const t = useTranslations("refunds.states");
  const standing = standingOf(refund);
  return <StateBadge {...LOOKS[standing]}>{t(standing)}</StateBadge>;
}
