import type { ReportSection } from "@tillbook/api/reconciliation/reports";
import { useTranslations } from "use-intl";
import { type Column, isFigure, ReportCell } from "./report-cell.tsx";

/** One table of a report with its sums below. Sums are of all rows, also where only the first are shown. */
export function ReportTable({ section }: { section: ReportSection }) {
  const t = useTranslations("reports");
  const { name, columns, rows, rowCount, totals } = section;
  if (rowCount === 0) return <p>{t("nothing")}</p>;
  return (
    <>
      {rows.length < rowCount && <p className="tb-note">{t("firstOf", { shown: rows.length, count: rowCount })}</p>}
      <div className="tb-scroll tb-report" role="region" aria-label={t(`sections.${name}`)} tabIndex={0}>
        <table className="tb-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col" className={isFigure(column) ? "tb-figure" : undefined}>
                  {t(`headings.${column.key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- rows of a report have no other name than their place
              <tr key={at}>
                {columns.map((column) => (
                  <td key={column.key} className={classOf(column)}>
                    <ReportCell row={row} column={column} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {totals.length > 0 && (
            <tfoot>
              {totals.map((total, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- as above
                <tr key={at} className="tb-report__total">
                  {columns.map((column, place) => (
                    <td key={column.key} className={isFigure(column) ? "tb-figure" : undefined}>
                      {place === 0 && total[column.key] === undefined ? t("total") : <ReportCell row={total} column={column} />}
                    </td>
                  ))}
                </tr>
              ))}
            </tfoot>
          )}
        </table>
      </div>
    </>
  );
}

/** Texts may be long and break where they must; everything else stays on one line. */
function classOf(column: Column): string {
  if (column.kind === "text") return "tb-report__text";
  return isFigure(column) ? "tb-figure tb-report__short" : "tb-report__short";
}
