import type { CaseKind, CaseRow } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";

const LOOKS = {
  paid_late: { tone: "warn", shape: "tick" },
  twin: { tone: "warn", shape: "twins" },
  unclear: { tone: "warn", shape: "triangle" },
  quarantined: { tone: "bad", shape: "square" },
} as const satisfies Record<CaseKind, { tone: Tone; shape: Shape }>;

/** What a case is about, in one word; calm once it is decided. */
export function CaseBadge({ row }: { row: Pick<CaseRow, "kind" | "closedAt"> }) {
  const t = useTranslations("cases.kinds");
  const { tone, shape } = LOOKS[row.kind];
  return (
    <StateBadge tone={row.closedAt === null ? tone : "quiet"} shape={shape}>
      {t(row.kind)}
    </StateBadge>
  );
}
