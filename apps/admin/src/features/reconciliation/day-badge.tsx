import type { DayRow } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";

export type DayStanding = "explained" | "stale" | "broken" | "off" | "waiting_file" | "not_run" | "quiet";

const LOOKS = {
  explained: { tone: "good", shape: "tick" },
  stale: { tone: "warn", shape: "half" },
  broken: { tone: "bad", shape: "triangle" },
  off: { tone: "bad", shape: "cross" },
  waiting_file: { tone: "quiet", shape: "ring" },
  not_run: { tone: "info", shape: "ring" },
  quiet: { tone: "quiet", shape: "ring" },
} as const satisfies Record<DayStanding, { tone: Tone; shape: Shape }>;

/** What a day wants from its reader, most urgent first. */
export function standingOf(row: Pick<DayRow, "runAt" | "isStale" | "isExplained" | "broken" | "fileStatus" | "transactions">): DayStanding {
  if (row.runAt === null) {
    if (row.fileStatus !== null) return "not_run";
    return row.transactions > 0 ? "waiting_file" : "quiet";
  }
  if (row.isStale) return "stale";
  if ((row.broken ?? 0) > 0) return "broken";
  return row.isExplained ? "explained" : row.fileStatus === null ? "waiting_file" : "off";
}

export function DayBadge({ row }: { row: DayRow }) {
  const t = useTranslations("reconcile.standings");
  const standing = standingOf(row);
  return <StateBadge {...LOOKS[standing]}>{t(standing, { count: row.broken ?? 0 })}</StateBadge>;
}
