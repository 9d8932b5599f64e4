import type { PreviewField, PreviewRowView, PreviewView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import "../../../components/data-table.css";
import { MoneyText } from "../../../components/money-text.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { ControlTotals } from "../control-totals.tsx";
import { FailedRows } from "../failed-rows.tsx";
import { RefusalText } from "../refusal-text.tsx";

const AMOUNTS: readonly PreviewField[] = ["gross", "fee", "net", "amount", "balance"];

/** How the file would be read: its first rows as we understand them, what all of them come to, and the rows that fail. */
export function PreviewResult({ preview }: { preview: PreviewView }) {
  const t = useTranslations("importing");
  if (preview.kind === "refused")
    return (
      <Notice tone="bad" isNews>
        <RefusalText reason={preview.reason} hint={preview.hint} params={preview.params} />
      </Notice>
    );
  return (
    <>
      <Notice tone={preview.failedRowCount === 0 ? "good" : "bad"} isNews>
        {preview.failedRowCount === 0 ? t("readsWell", { count: preview.rows }) : t("readsBadly", { count: preview.failedRowCount })}
      </Notice>
      {preview.totals.length > 0 && preview.content === "LINES" && (
        <ControlTotals file={{ totals: preview.totals, controlTotals: verdictOf(preview) }} />
      )}
      {preview.failedRowCount > 0 && <FailedRows file={preview} />}
      {preview.shown.length > 0 && (
        <Card title={t("previewTitle", { count: preview.shown.length })}>
          <div className="tb-scroll" role="region" aria-label={t("previewTitle", { count: preview.shown.length })} tabIndex={0}>
            <table className="tb-table tb-table_text">
              <thead>
                <tr>
                  <th scope="col" className="tb-figure">
                    {t("lineNo")}
                  </th>
                  {preview.fields.map((field) => (
                    <th key={field} scope="col" className={AMOUNTS.includes(field) ? "tb-figure" : undefined}>
                      {t(`previewFields.${field}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {preview.shown.map((row) => (
                  <tr key={row.lineNo}>
                    <td className="tb-figure">{row.lineNo}</td>
                    {preview.fields.map((field) => (
                      <td key={field} className={AMOUNTS.includes(field) ? "tb-figure" : undefined}>
                        <Cell row={row} field={field} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Card>
      )}
    </>
  );
}

function Cell({ row, field }: { row: PreviewRowView; field: PreviewField }) {
  const text = row.cells[field] ?? "";
  return AMOUNTS.includes(field) && text !== "" ? <MoneyText value={{ amount: text, currency: row.currency }} /> : text;
}

function verdictOf({ totals }: Extract<PreviewView, { kind: "read" }>): "OK" | "FAILED" | "NONE" {
  if (totals.every(({ declared }) => declared === null)) return "NONE";
  const isOff = totals.some(
    ({ difference }) => difference === null || Object.values(difference).some((each) => /[1-9]/.test(String(each))),
  );
  return isOff ? "FAILED" : "OK";
}
