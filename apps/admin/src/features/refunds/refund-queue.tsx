import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { createColumnHelper } from "@tanstack/react-table";
import type { RefundView } from "@tillbook/api/views";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ActorName } from "../../components/actor-name.tsx";
import { Button } from "../../components/button.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { type RefundsSearch } from "../../lib/search-params.ts";
import { staffClient, trpc } from "../../lib/trpc.ts";
import { RefundBadge } from "./refund-badge.tsx";
import { RefundPlan } from "./refund-plan.tsx";
import "./refunds.css";

const PAGE = 50;
const FIRST_PAGE: string | null = null;
const column = createColumnHelper<RefundView>();

type RefundQueueProps = { search: RefundsSearch; selectedId: string | undefined; emptyAction: ReactNode };

/** Refunds of the account, newest first, page after page by keyset: all of them, or those that stand at one place. */
export function RefundQueue({ search, selectedId, emptyAction }: RefundQueueProps) {
  const t = useTranslations("refunds.page");
  const wanted = {
    ...(search.place === undefined ? {} : { place: search.place }),
    ...(search.q === undefined ? {} : { q: search.q }),
    limit: PAGE,
  };
  const list = useInfiniteQuery({
    queryKey: [...trpc.refunds.list.pathKey(), "pages", wanted],
    queryFn: ({ pageParam, signal }) => staffClient.refunds.list.query({ ...wanted, cursor: pageParam }, { signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const columns = useRefundColumns();
  if (list.isPending) return <Skeleton rows={6} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <NoRefunds search={search} action={emptyAction} />;
  return (
    <>
      <DataTable
        caption={t("title")}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.id}
        selectedKey={selectedId}
        cell={(row) => <RefundCell row={row} />}
      />
      {list.hasNextPage && (
        <Button className="tb-btn-wide" isBusy={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

/** An empty place is good news where something would wait; elsewhere it is only empty. */
function NoRefunds({ search, action }: { search: RefundsSearch; action: ReactNode }) {
  const t = useTranslations("refunds.page");
  if (search.q !== undefined) return <Empty title={t("empty")} note={t("emptyNote")} action={action} />;
  switch (search.place) {
    case "approval":
      return <Empty title={t("emptyApproval")} action={action} />;
    case "waiting":
      return <Empty title={t("emptyWaiting")} action={action} />;
    case "under_way":
      return <Empty title={t("emptyUnderWay")} action={action} />;
    case "failed":
      return <Empty title={t("emptyFailed")} action={action} />;
    case "done":
    case undefined:
      return <Empty title={t("empty")} />;
  }
}

function useRefundColumns() {
  const t = useTranslations("refunds.columns");
  return [
    column.accessor("order", { header: t("order"), cell: ({ row }) => <RefundLink row={row.original} /> }),
    column.accessor("createdAt", { header: t("created"), cell: ({ getValue }) => <TimeText at={getValue()} style="short" /> }),
    column.accessor("requestedBy", { header: t("by"), cell: ({ getValue }) => <ActorName actor={getValue()} /> }),
    column.accessor("reason", { header: t("reason"), cell: ({ getValue }) => <span className="tb-refunds__words">{getValue()}</span> }),
    column.accessor("state", { header: t("state"), cell: ({ row }) => <RefundBadge refund={row.original} /> }),
    column.accessor("waits", { header: t("next"), cell: ({ row }) => <RefundPlan refund={row.original} /> }),
    column.accessor("amount", { header: t("amount"), meta: { isFigure: true }, cell: ({ getValue }) => <MoneyText value={getValue()} /> }),
  ];
}

function RefundLink({ row }: { row: RefundView }) {
  return (
    <Link
      to="/refunds/$refundId"
      params={{ refundId: row.id }}
      search={true}
      resetScroll={false}
      className="tb-row-link tb-id tb-refunds__number"
    >
      {row.order.number}
    </Link>
  );
}

function RefundCell({ row }: { row: RefundView }) {
  return (
    <>
      <div className="tb-two-lines">
        <div>
          <RefundLink row={row} />
          <p className="tb-note">
            <TimeText at={row.createdAt} style="short" /> · <ActorName actor={row.requestedBy} />
          </p>
          <p className="tb-note">{row.reason}</p>
        </div>
        <div>
          <strong>
            <MoneyText value={row.amount} />
          </strong>
          <RefundBadge refund={row} />
        </div>
      </div>
      <RefundPlan refund={row} />
    </>
  );
}
