import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { may } from "@tillbook/domain/staff";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { BackMark, Page } from "../../components/page.tsx";
import { FileDecision, StatementResult } from "../../features/settlement/index.ts";
import { useSession } from "../../lib/session.ts";
import { trpc } from "../../lib/trpc.ts";
import { DayLinks, FirstFile } from "./statement-links.tsx";

const route = getRouteApi("/desk/reconcile/statements/$fileId");

export function StatementPage() {
  const t = useTranslations("statements");
  const { fileId } = route.useParams();
  const { role } = useSession();
  const file = useQuery(trpc.settlement.file.queryOptions({ fileId }));
  return (
    <Page
      title={t("one")}
      back={
        <Link to="/reconcile/statements" className={buttonClass("plain")}>
          <BackMark />
          {t("title")}
        </Link>
      }
    >
      {file.isPending && <Skeleton rows={6} />}
      {file.isError && <Failed error={file.error} onRetry={() => void file.refetch()} />}
      {file.data && may(role, "resolveBreak") && <FileDecision file={file.data} />}
      {file.data && (
        <StatementResult
          file={file.data}
          dayLinks={<DayLinks days={file.data.days} />}
          firstFile={<FirstFile file={file.data.duplicateOf} />}
        />
      )}
    </Page>
  );
}
