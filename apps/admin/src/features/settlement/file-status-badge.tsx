import type { FileStatus } from "@tillbook/domain/settlement";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";

export const FILE_LOOKS = {
  ACTIVE: { tone: "good", shape: "tick" },
  ACTIVE_LATE: { tone: "info", shape: "tick" },
  QUARANTINED: { tone: "bad", shape: "triangle" },
  PENDING_SUPERSEDE: { tone: "warn", shape: "half" },
  SUPERSEDED: { tone: "quiet", shape: "square" },
  SAME_CONTENT: { tone: "quiet", shape: "disc" },
  DUPLICATE: { tone: "quiet", shape: "disc" },
  REFUSED: { tone: "bad", shape: "cross" },
  REJECTED: { tone: "quiet", shape: "cross" },
} as const satisfies Record<FileStatus, { tone: Tone; shape: Shape }>;

/** Where a statement file stands, as word and shape. */
export function FileStatusBadge({ status }: { status: FileStatus }) {
  const t = useTranslations("statements.statuses");
  return <StateBadge {...FILE_LOOKS[status]}>{t(`${status}.word`)}</StateBadge>;
}
