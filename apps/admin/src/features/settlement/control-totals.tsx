import type { StatementFileView } from "@tillbook/api/settlement";
import { useTranslations } from "use-intl";
import { Card } from "../../components/page.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { FiguresTable, isOff } from "./figures-table.tsx";

/** Per currency: what the file says about itself, what its rows add up to, and what lies between. */
export function ControlTotals({ file }: { file: Pick<StatementFileView, "totals" | "controlTotals"> }) {
  const t = useTranslations("statements.totals");
  const rows = file.totals.flatMap(({ currency, declared, counted, difference }) => [
    { currency, word: t("declared"), figures: declared, isBad: false },
    { currency, word: t("counted"), figures: counted, isBad: false },
    { currency, word: t("difference"), figures: difference, isBad: difference !== null && isOff(difference) },
  ]);
  return (
    <Card title={t("title")} actions={<Verdict verdict={file.controlTotals} />}>
      <FiguresTable title={t("title")} rows={rows} />
    </Card>
  );
}

function Verdict({ verdict }: { verdict: StatementFileView["controlTotals"] }) {
  const t = useTranslations("statements.totals");
  const looks = {
    OK: { tone: "good", shape: "tick" },
    FAILED: { tone: "bad", shape: "cross" },
    NONE: { tone: "quiet", shape: "ring" },
    NOT_EVALUATED: { tone: "quiet", shape: "ring" },
  } as const;
  return <StateBadge {...looks[verdict]}>{t(`verdicts.${verdict}`)}</StateBadge>;
}
