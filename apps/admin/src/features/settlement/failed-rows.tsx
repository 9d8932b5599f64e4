import type { StatementFileView } from "@tillbook/api/settlement";
import { useTranslations } from "use-intl";
import { Card } from "../../components/page.tsx";
import "../../components/data-table.css";

/** The rows that could not be read: where, in which column, why, and what stands there. */
export function FailedRows({ file }: { file: Pick<StatementFileView, "failedRows" | "failedRowCount"> }) {
  const t = useTranslations("statements.failed");
  const isCut = file.failedRows.length < file.failedRowCount;
  return (
    <Card title={t("title", { count: file.failedRowCount })} {...(isCut ? { note: t("first", { count: file.failedRows.length }) } : {})}>
      <div className="tb-scroll" role="region" aria-label={t("title", { count: file.failedRowCount })} tabIndex={0}>
        <table className="tb-table">
          <thead>
            <tr>
              <th scope="col" className="tb-figure">
                {t("line")}
              </th>
              <th scope="col">{t("column")}</th>
              <th scope="col">{t("reason")}</th>
              <th scope="col">{t("text")}</th>
            </tr>
          </thead>
          <tbody>
            {file.failedRows.map((row) => (
              <tr key={`${row.lineNo}-${row.column}-${row.reason}`}>
                <td className="tb-figure">{row.lineNo}</td>
                <td className="tb-id">{row.column ?? t("wholeRow")}</td>
                <td>{t(`faults.${row.reason}`)}</td>
                <td className="tb-id">{row.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
