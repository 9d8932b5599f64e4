import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { createColumnHelper } from "@tanstack/react-table";
import type { NotificationRow } from "@tillbook/api/views";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { FindingList } from "../../components/finding-list.tsx";
import { type TimeStyle, TimeText } from "../../components/time-text.tsx";
import { VerdictBadge } from "../../components/verdict-badge.tsx";
import { type NotificationsSearch, notificationFilters } from "../../lib/search-params.ts";
import { staffClient, trpc } from "../../lib/trpc.ts";
import { KindWord } from "./kind-word.tsx";
import { MovedWords } from "./moved-words.tsx";
import "./notification-list.css";

const PAGE = 50;
const FIRST_PAGE: string | null = null;
const column = createColumnHelper<NotificationRow>();

type NotificationListProps = { search: NotificationsSearch; selectedId: string | undefined; emptyAction: ReactNode };

/** Every delivery that came to our address, newest first, page after page by keyset. */
export function NotificationList({ search, selectedId, emptyAction }: NotificationListProps) {
  const t = useTranslations("notifications");
  const wanted = { ...notificationFilters(search), limit: PAGE };
  const list = useInfiniteQuery({
    queryKey: [...trpc.notifications.list.pathKey(), "pages", wanted],
    queryFn: ({ pageParam, signal }) => staffClient.notifications.list.query({ ...wanted, cursor: pageParam }, { signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const columns = useNotificationColumns();
  if (list.isPending) return <Skeleton rows={8} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <Empty title={t("empty")} note={t("emptyNote")} action={emptyAction} />;
  return (
    <>
      <DataTable
        caption={t("title")}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.id}
        selectedKey={selectedId}
        cell={(row) => <NotificationCell row={row} />}
      />
      {list.hasNextPage && (
        <Button className="tb-btn-wide" isBusy={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

function useNotificationColumns() {
  const t = useTranslations("notifications.columns");
  return [
    column.accessor("receivedAt", { header: t("received"), cell: ({ row }) => <NotificationLink row={row.original} style="full" /> }),
    column.accessor("verdict", { header: t("verdict"), cell: ({ getValue }) => <VerdictBadge verdict={getValue()} /> }),
    column.accessor("notifyType", { header: t("kind"), cell: ({ getValue }) => <KindWord kind={getValue()} /> }),
    column.accessor("outTradeNo", { header: t("number"), cell: ({ getValue }) => <Number number={getValue()} /> }),
    column.accessor("order", { header: t("order"), cell: ({ getValue }) => <Number number={getValue()?.number ?? null} /> }),
    column.accessor("moved", { header: t("found"), cell: ({ row }) => <Result row={row.original} /> }),
  ];
}

function Number({ number }: { number: string | null }) {
  return <span className="tb-id tb-ledger__number">{number ?? "–"}</span>;
}

/** What it moved; or why it moved nothing. */
function Result({ row }: { row: NotificationRow }) {
  return row.findings.length > 0 ? <FindingList findings={row.findings} /> : <MovedWords moved={row.moved} />;
}

function NotificationLink({ row, style }: { row: NotificationRow; style: TimeStyle }) {
  const t = useTranslations("notifications");
  return (
    <>
      <Link
        to="/notifications/$notificationId"
        params={{ notificationId: row.id }}
        search={true}
        resetScroll={false}
        className="tb-row-link"
      >
        <TimeText at={row.receivedAt} style={style} />
      </Link>
      {row.replayOf !== null && <p className="tb-note">{t("judgedAgain")}</p>}
    </>
  );
}

function NotificationCell({ row }: { row: NotificationRow }) {
  return (
    <div className="tb-two-lines">
      <div>
        <NotificationLink row={row} style="short" />
        <p className="tb-note tb-id">{row.outTradeNo ?? row.syssn ?? "–"}</p>
        <div className="tb-note">
          <Result row={row} />
        </div>
      </div>
      <div>
        <VerdictBadge verdict={row.verdict} />
        <span className="tb-note">
          <KindWord kind={row.notifyType} />
        </span>
      </div>
    </div>
  );
}
