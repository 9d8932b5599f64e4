import type { FiguresView, FileTotalsView, StatementFileView } from "@tillbook/api/settlement";
import type { Currency } from "@tillbook/domain/money";
import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../components/money-text.tsx";
import { Card } from "../../components/page.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import "../../components/data-table.css";

/** Per currency: what the file says about itself, what its rows add up to, and what lies between. */
export function ControlTotals({ file }: { file: Pick<StatementFileView, "totals" | "controlTotals"> }) {
  const t = useTranslations("statements.totals");
  return (
    <Card title={t("title")} actions={<Verdict verdict={file.controlTotals} />}>
      <div className="tb-scroll" role="region" aria-label={t("title")} tabIndex={0}>
        <table className="tb-table">
          <thead>
            <tr>
              <th scope="col">{t("currency")}</th>
              <th scope="col">{t("which")}</th>
              <th scope="col" className="tb-figure">
                {t("lines")}
              </th>
              <th scope="col" className="tb-figure">
                {t("gross")}
              </th>
              <th scope="col" className="tb-figure">
                {t("fee")}
              </th>
              <th scope="col" className="tb-figure">
                {t("net")}
              </th>
            </tr>
          </thead>
          <tbody>
            {file.totals.map((total) => (
              <CurrencyRows key={total.currency} total={total} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function CurrencyRows({ total }: { total: FileTotalsView }) {
  const t = useTranslations("statements.totals");
  const rows = [
    { word: t("declared"), figures: total.declared, isOff: false },
    { word: t("counted"), figures: total.counted, isOff: false },
    { word: t("difference"), figures: total.difference, isOff: total.difference !== null && isOff(total.difference) },
  ];
  return (
    <Fragment>
      {rows.map(({ word, figures, isOff: isBad }) => (
        <tr key={word} className={isBad ? "tb-row_bad" : undefined}>
          <td>{total.currency}</td>
          <th scope="row">{word}</th>
          <Figures figures={figures} currency={total.currency} />
        </tr>
      ))}
    </Fragment>
  );
}

function Figures({ figures, currency }: { figures: FiguresView | null; currency: Currency }) {
  const t = useTranslations("statements.totals");
  if (figures === null) {
    return (
      <td colSpan={4} className="tb-figure tb-note">
        {t("notDeclared")}
      </td>
    );
  }
  return (
    <>
      <td className="tb-figure">{figures.lines}</td>
      {[figures.gross, figures.fee, figures.net].map((amount, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- three figures in fixed places
        <td key={at} className="tb-figure">
          <MoneyText value={{ amount, currency }} />
        </td>
      ))}
    </>
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

function isOff(figures: FiguresView): boolean {
  return figures.lines !== 0 || [figures.gross, figures.fee, figures.net].some((amount) => /[1-9]/.test(amount));
}
