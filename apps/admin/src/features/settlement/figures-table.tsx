import type { FiguresView } from "@tillbook/api/settlement";
import type { Currency } from "@tillbook/domain/money";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../components/money-text.tsx";
import "../../components/data-table.css";

/** One line of the table. `figures` is null where nothing is declared. */
export type FiguresRow = { currency: Currency; word: string; figures: FiguresView | null; isBad: boolean };

/** Count and sums of a file or of a version of it, currency by currency. */
export function FiguresTable({ title, rows }: { title: string; rows: readonly FiguresRow[] }) {
  const t = useTranslations("statements.totals");
  return (
    <div className="tb-scroll" role="region" aria-label={title} tabIndex={0}>
      <table className="tb-table">
        <thead>
          <tr>
            <th scope="col">{t("currency")}</th>
            <th scope="col">{t("which")}</th>
            {(["lines", "gross", "fee", "net"] as const).map((figure) => (
              <th key={figure} scope="col" className="tb-figure">
                {t(figure)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ currency, word, figures, isBad }) => (
            <tr key={`${currency} ${word}`} className={isBad ? "tb-row_bad" : undefined}>
              <td>{currency}</td>
              <th scope="row">{word}</th>
              <Figures figures={figures} currency={currency} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether any of the figures is not zero. */
export function isOff(figures: FiguresView): boolean {
  return figures.lines !== 0 || [figures.gross, figures.fee, figures.net].some((amount) => /[1-9]/.test(amount));
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
