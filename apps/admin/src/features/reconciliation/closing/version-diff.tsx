import { useQuery } from "@tanstack/react-query";
import type { CertificateRow } from "@tillbook/domain/reconciliation/closing";
import { useTranslations } from "use-intl";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { MoneyText } from "../../../components/money-text.tsx";
import { trpc } from "../../../lib/trpc.ts";
import "../../../components/data-table.css";
import { moneyOf } from "./money-of.ts";
import { useOutcomeWord } from "./outcome-word.ts";

/** What a version says otherwise than the one before, row by row. */
export function VersionDiff({ day, from, to }: { day: string; from: number; to: number }) {
  const t = useTranslations("closing.diff");
  const diff = useQuery(trpc.reconciliation.closing.diff.queryOptions({ settleDay: day, from, to }));
  if (diff.isPending) return <Skeleton rows={3} />;
  if (diff.isError) return <Failed error={diff.error} onRetry={() => void diff.refetch()} />;
  if (diff.data.count === 0) return <p>{t("same")}</p>;
  return (
    <>
      <p className="tb-note">{t("count", { count: diff.data.count, shown: diff.data.rows.length })}</p>
      <div className="tb-scroll" role="region" aria-label={t("title", { from, to })} tabIndex={0}>
        <table className="tb-table">
          <thead>
            <tr>
              <th scope="col">{t("row")}</th>
              <th scope="col">{t("version", { version: from })}</th>
              <th scope="col">{t("version", { version: to })}</th>
            </tr>
          </thead>
          <tbody>
            {diff.data.rows.map(({ key, before, after }) => (
              <tr key={key}>
                <th scope="row" className="tb-id">
                  {key}
                </th>
                <td>
                  <Said row={before} />
                </td>
                <td>
                  <Said row={after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Said({ row }: { row: CertificateRow | null }) {
  const t = useTranslations("closing.diff");
  const word = useOutcomeWord();
  if (row === null) return <span className="tb-note">{t("notThere")}</span>;
  return (
    <>
      {word.kind(row.kind)}
      {row.why.length > 0 && `: ${row.why.map(word.why).join(", ")}`}
      {row.gross !== null && row.currency !== null && (
        <>
          {" "}
          · <MoneyText value={moneyOf(row.gross, row.currency)} />
        </>
      )}
    </>
  );
}
