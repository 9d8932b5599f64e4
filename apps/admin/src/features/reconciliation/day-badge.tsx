import type { DayRow } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";
import { type DayStanding, standingOf } from "./day-standing.ts";

const LOOKS = {
  closed: { tone: "good", shape: "square" },
  in_review: { tone: "info", shape: "half" },
  explained: { tone: "good", shape: "tick" },
  stale: { tone: "warn", shape: "half" },
  broken: { tone: "bad", shape: "triangle" },
  off: { tone: "bad", shape: "cross" },
  waiting_file: { tone: "quiet", shape: "ring" },
  not_run: { tone: "info", shape: "ring" },
  quiet: { tone: "quiet", shape: "ring" },
} as const satisfies Record<DayStanding, { tone: Tone; shape: Shape }>;

export function DayBadge({ row }: { row: DayRow }) {
  const t = useTranslations("reconcile.standings");
  const standing = standingOf(row);
  return <StateBadge {...LOOKS[standing]}>{t(standing, { count: row.broken ?? 0 })}</StateBadge>;
}
