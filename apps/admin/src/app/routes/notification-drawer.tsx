import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { NotificationDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Drawer } from "../../components/drawer.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { FindingList } from "../../components/finding-list.tsx";
import { Notice } from "../../components/notice.tsx";
import { Card } from "../../components/page.tsx";
import { RawText } from "../../components/raw-text.tsx";
import { VerdictBadge } from "../../components/verdict-badge.tsx";
import { NotificationFacts, ReplayButton, ReplayList } from "../../features/notifications/index.ts";
import { trpc } from "../../lib/trpc.ts";

const route = getRouteApi("/desk/notifications/$notificationId");

/** One delivery as it came, what was thought of it, and what became of it. */
export function NotificationDrawer() {
  const t = useTranslations("notifications");
  const { notificationId } = route.useParams();
  const navigate = useNavigate();
  const entry = useQuery(trpc.notifications.byId.queryOptions({ notificationId }));
  return (
    <Drawer title={t("one")} onClose={() => void navigate({ to: "/notifications", search: true, resetScroll: false })}>
      {entry.isPending && <Skeleton rows={6} />}
      {entry.isError && <Failed error={entry.error} onRetry={() => void entry.refetch()} />}
      {entry.data && <Details entry={entry.data} />}
    </Drawer>
  );
}

function Details({ entry }: { entry: NotificationDetail }) {
  const t = useTranslations("notifications");
  return (
    <>
      <Card>
        <div>
          <VerdictBadge verdict={entry.verdict} />
        </div>
        <p>{t(`meaning.${entry.verdict}`)}</p>
        <FindingList findings={entry.findings} />
        {entry.case?.isOpen && <Notice tone="warn">{t("waits")}</Notice>}
        <div className="tb-buttons">
          {entry.order !== null && (
            <Link to="/orders/$orderId" params={{ orderId: entry.order.id }} className={buttonClass("default")}>
              {t("toOrder", { number: entry.order.number })}
            </Link>
          )}
          {entry.replayOf !== null && (
            <Link
              to="/notifications/$notificationId"
              params={{ notificationId: entry.replayOf }}
              search={true}
              className={buttonClass("default")}
            >
              {t("toFirst")}
            </Link>
          )}
          <ReplayButton key={entry.id} entry={entry} />
        </div>
      </Card>
      <Card title={t("delivery")}>
        <NotificationFacts entry={entry} />
      </Card>
      {entry.replays.length > 0 && (
        <Card title={t("replays")}>
          <ReplayList replays={entry.replays} />
        </Card>
      )}
      <Card title={t("body")} note={entry.isExactText ? t("bodyNote") : t("bodyNotText")}>
        <RawText label={t("body")}>{entry.body === "" ? t("bodyEmpty") : entry.body}</RawText>
      </Card>
    </>
  );
}
