import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { DayView } from "@tillbook/api/reconciliation";
import { may } from "@tillbook/domain/staff";
import { useLocale, useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { DayPicker } from "../../components/day-picker.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { BackMark, Card, Page } from "../../components/page.tsx";
import { dayWords } from "../../components/time-text.tsx";
import { DaySummary, RunDay } from "../../features/reconciliation/index.ts";
import { FileStatusBadge } from "../../features/settlement/index.ts";
import { useSession } from "../../lib/session.ts";
import { trpc } from "../../lib/trpc.ts";
import { DayWorkbench } from "./day-workbench.tsx";

const route = getRouteApi("/desk/reconcile/$day");

/** One settlement day: its statements, its run, and every outcome with its reason. */
export function DayPage() {
  const t = useTranslations("reconcile");
  const locale = useLocale();
  const { day } = route.useParams();
  const navigate = route.useNavigate();
  const { role } = useSession();
  const view = useQuery(trpc.reconciliation.day.queryOptions({ settleDay: day }));
  return (
    <Page
      title={dayWords(day, locale, true)}
      back={
        <Link to="/reconcile" search={{ month: day.slice(0, 7) }} className={buttonClass("plain")}>
          <BackMark />
          {t("title")}
        </Link>
      }
      actions={
        <>
          <DayPicker day={day} onChange={(next) => void navigate({ to: "/reconcile/$day", params: { day: next }, search: {} })} />
          {may(role, "reconcile") && view.data && <RunDay key={day} day={day} isAgain={view.data.run !== null} />}
        </>
      }
    >
      {view.isPending && <Skeleton rows={8} />}
      {view.isError && <Failed error={view.error} onRetry={() => void view.refetch()} />}
      {view.data && <Filled view={view.data} />}
    </Page>
  );
}

function Filled({ view }: { view: DayView }) {
  const t = useTranslations("reconcile");
  return (
    <>
      <Files view={view} />
      {view.run === null ? (
        <Empty title={t("notRun")} note={view.files.length === 0 ? t("notRunNoFile") : t("notRunNote")} />
      ) : (
        <>
          <DaySummary view={view} run={view.run} />
          <DayWorkbench view={view} run={view.run} />
        </>
      )}
    </>
  );
}

function Files({ view }: { view: DayView }) {
  const t = useTranslations("reconcile");
  return (
    <Card title={t("files")}>
      {view.files.length === 0 && <p className="tb-note">{t("noFiles")}</p>}
      {view.files.map((file) => (
        <p key={file.id} className="tb-two-lines">
          <Link to="/reconcile/statements/$fileId" params={{ fileId: file.id }} className="tb-id">
            {file.name}
          </Link>
          <span>
            <FileStatusBadge status={file.status} />
          </span>
        </p>
      ))}
    </Card>
  );
}
