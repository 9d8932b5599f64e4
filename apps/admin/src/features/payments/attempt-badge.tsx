import type { PaymentView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";

const LOOKS = {
  waiting: { tone: "info", shape: "ring" },
  unclear: { tone: "warn", shape: "triangle" },
  needs_person: { tone: "bad", shape: "disc" },
  failed: { tone: "bad", shape: "cross" },
  expired: { tone: "quiet", shape: "square" },
  cancelled: { tone: "quiet", shape: "cross" },
  paid: { tone: "good", shape: "tick" },
  paid_late: { tone: "warn", shape: "tick" },
  twin: { tone: "warn", shape: "twins" },
  partly_refunded: { tone: "good", shape: "half" },
  refunded: { tone: "quiet", shape: "half" },
} as const satisfies Record<PaymentView["outcome"]["is"], { tone: Tone; shape: Shape }>;

/** What became of one attempt, in one word. */
export function AttemptBadge({ payment }: { payment: Pick<PaymentView, "outcome"> }) {
  const t = useTranslations("attempts.states");
  const { is } = payment.outcome;
  return <StateBadge {...LOOKS[is]}>{t(is)}</StateBadge>;
}
