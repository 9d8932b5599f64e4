import { useQuery } from "@tanstack/react-query";
import type { SupersedeDiffView, VersionRowView } from "@tillbook/api/settlement";
import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { trpc } from "../../lib/trpc.ts";
import { FiguresTable, isOff } from "./figures-table.tsx";
import "../../components/data-table.css";

/** What a corrected file would change in the batch that takes part now: row by row what was and what would be, and in sum. */
export function SupersedeDiff({ fileId }: { fileId: string }) {
  const t = useTranslations("decisions.diff");
  const diff = useQuery(trpc.settlement.supersedeDiff.queryOptions({ fileId }));
  if (diff.isPending) return <Skeleton rows={3} />;
  if (diff.isError) return <Failed error={diff.error} onRetry={() => void diff.refetch()} />;
  const { replaces, unchanged, changed, removed, added, rows, totals } = diff.data;
  const sums = totals.flatMap(({ currency, before, after, difference }) => [
    { currency, word: t("before"), figures: before, isBad: false },
    { currency, word: t("after"), figures: after, isBad: false },
    { currency, word: t("difference"), figures: difference, isBad: isOff(difference) },
  ]);
  const shown = t("shown", { shown: rows.length, count: changed + removed + added });
  return (
    <>
      <Facts>
        <Fact name={t("replaces")}>{replaces.map(({ name }) => name).join(", ")}</Fact>
        <Fact name={t("unchanged")}>{unchanged}</Fact>
        <Fact name={t("changed")}>{changed}</Fact>
        <Fact name={t("removed")}>{removed}</Fact>
        <Fact name={t("added")}>{added}</Fact>
      </Facts>
      <FiguresTable title={t("sums")} rows={sums} />
      {rows.length > 0 && <Changes rows={rows} />}
      {rows.length < changed + removed + added && <p className="tb-note">{shown}</p>}
    </>
  );
}

function Changes({ rows }: { rows: SupersedeDiffView["rows"] }) {
  const t = useTranslations("decisions.diff");
  const sum = useTranslations("statements.totals");
  return (
    <div className="tb-scroll" role="region" aria-label={t("title")} tabIndex={0}>
      <table className="tb-table">
        <thead>
          <tr>
            {(["what", "version", "row", "number"] as const).map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
            {(["gross", "fee", "net"] as const).map((figure) => (
              <th key={figure} scope="col" className="tb-figure">
                {sum(figure)}
              </th>
            ))}
            <th scope="col" className="tb-figure">
              {t("settled")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, before, after }) => (
            <Fragment key={`${before?.line} ${after?.line}`}>
              {before && <Version word={t("before")} what={t(`kinds.${what}`)} row={before} />}
              {after && <Version word={t("after")} what={before ? "" : t(`kinds.${what}`)} row={after} />}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Version({ word, what, row }: { word: string; what: string; row: VersionRowView }) {
  return (
    <tr>
      <td>{what}</td>
      <th scope="row">{word}</th>
      <td className="tb-id">{row.line}</td>
      <td className="tb-id">{row.syssn ?? row.lineType}</td>
      {[row.gross, row.fee, row.net].map((amount, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- three figures in fixed places
        <td key={at} className="tb-figure">
          <MoneyText value={{ amount, currency: row.currency }} />
        </td>
      ))}
      <td className="tb-figure">
        <MoneyText value={row.settled} />
      </td>
    </tr>
  );
}
