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
import { CloseBadge } from "../../features/reconciliation/closing/index.ts";
import { DaySummary, PullDay, RunDay } from "../../features/reconciliation/index.ts";
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
          {may(role, "reconcile") && view.data && view.data.state !== "CLOSED" && (
            <RunDay key={day} day={day} isAgain={view.data.run !== null} />
          )}
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
      <Card title={<CloseBadge state={view.state} version={view.version} />} actions={<ToClose view={view} />}>
        {view.state === "CLOSED" && <p className="tb-note">{t("sealed")}</p>}
      </Card>
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

/** The way to the checklist, the certificate and the journals; and to the breaks while there are any. */
function ToClose({ view }: { view: DayView }) {
  const t = useTranslations("reconcile");
  const day = view.settleDay;
  return (
    <span className="tb-links">
      {view.run !== null && view.run.broken.total > 0 && view.state !== "CLOSED" && (
        <Link to="/reconcile/breaks" search={{ day }} className={buttonClass("default", "small")}>
          {t("workBreaks")}
        </Link>
      )}
      <Link to="/reconcile/$day/close" params={{ day }} className={buttonClass("default", "small")}>
        {view.state === "CLOSED" ? t("toCertificate") : t("toClose")}
      </Link>
    </span>
  );
}

function Files({ view }: { view: DayView }) {
  const t = useTranslations("reconcile");
  const { role } = useSession();
  return (
    <Card
      title={t("files")}
      actions={may(role, "reconcile") && view.state !== "CLOSED" && <PullDay key={view.settleDay} day={view.settleDay} />}
    >
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
