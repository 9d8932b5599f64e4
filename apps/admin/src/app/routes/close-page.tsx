import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { may } from "@tillbook/domain/staff";
import { useLocale, useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { BackMark, Page } from "../../components/page.tsx";
import { dayWords } from "../../components/time-text.tsx";
import { DayClose, JournalList, PriorItems } from "../../features/reconciliation/closing/index.ts";
import { DaySummary, RunDay } from "../../features/reconciliation/index.ts";
import { useSession } from "../../lib/session.ts";
import { trpc } from "../../lib/trpc.ts";

const route = getRouteApi("/desk/reconcile/$day/close");

/** Closing one settlement day, and what follows from it. */
export function ClosePage() {
  const t = useTranslations("closing");
  const locale = useLocale();
  const { day } = route.useParams();
  const { role } = useSession();
  const view = useQuery(trpc.reconciliation.day.queryOptions({ settleDay: day }));
  return (
    <Page
      title={t("dayTitle", { day: dayWords(day, locale) })}
      back={
        <Link to="/reconcile/$day" params={{ day }} search={{}} className={buttonClass("plain")}>
          <BackMark />
          {t("backToDay")}
        </Link>
      }
    >
      <DayClose day={day} run={may(role, "reconcile") && <RunDay day={day} isAgain />} />
      {view.data?.run && view.data.state !== "CLOSED" && <DaySummary view={view.data} run={view.data.run} />}
      <JournalList day={day} mayExport={may(role, "closeDay")} />
      <PriorItems day={day} />
    </Page>
  );
}
