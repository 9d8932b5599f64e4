import type { BankRowView } from "@tillbook/api/settlement";
import { useTranslations } from "use-intl";
import { type Shape, StateBadge, type Tone } from "../../../components/state-badge.tsx";

const LOOKS = {
  MATCHED: { tone: "good", shape: "tick" },
  BROKEN: { tone: "bad", shape: "triangle" },
  IGNORED: { tone: "quiet", shape: "ring" },
  WAITING: { tone: "info", shape: "half" },
} as const satisfies Record<BankRowView["status"], { tone: Tone; shape: Shape }>;

/** Whether the bank has it: received, differing, set aside, or still in time. */
export function BankBadge({ row }: { row: BankRowView }) {
  const t = useTranslations("payouts");
  const [code] = row.codes;
  return <StateBadge {...LOOKS[row.status]}>{code === undefined ? t(`bankStates.${row.status}`) : t(`bankCodes.${code}.word`)}</StateBadge>;
}
