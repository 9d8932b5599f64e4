import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { trpc } from "../../lib/trpc.ts";
import "../../components/data-table.css";

/** What a corrected file would change in the batch that takes part now. */
export function SupersedeDiff({ fileId }: { fileId: string }) {
  const t = useTranslations("decisions.diff");
  const diff = useQuery(trpc.settlement.supersedeDiff.queryOptions({ fileId }));
  if (diff.isPending) return <Skeleton rows={3} />;
  if (diff.isError) return <Failed error={diff.error} onRetry={() => void diff.refetch()} />;
  const { replaces, unchanged, changed, removed, added, rows } = diff.data;
  return (
    <>
      <Facts>
        <Fact name={t("replaces")}>{replaces.map(({ name }) => name).join(", ")}</Fact>
        <Fact name={t("unchanged")}>{unchanged}</Fact>
        <Fact name={t("changed")}>{changed}</Fact>
        <Fact name={t("removed")}>{removed}</Fact>
        <Fact name={t("added")}>{added}</Fact>
      </Facts>
      {rows.length > 0 && (
        <div className="tb-scroll" role="region" aria-label={t("title")} tabIndex={0}>
          <table className="tb-table">
            <thead>
              <tr>
                <th scope="col">{t("what")}</th>
                <th scope="col">{t("before")}</th>
                <th scope="col">{t("after")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ what, before, after }) => (
                <tr key={`${before} ${after}`}>
                  <td>{t(`kinds.${what}`)}</td>
                  <td className="tb-id">{before ?? "–"}</td>
                  <td className="tb-id">{after ?? "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
