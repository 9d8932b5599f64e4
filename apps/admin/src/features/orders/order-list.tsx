import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { createColumnHelper } from "@tanstack/react-table";
import type { OrderRow } from "@tillbook/api/views";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { type OrdersSearch, orderFilters } from "../../lib/search-params.ts";
import { staffClient, trpc } from "../../lib/trpc.ts";
import { OrderBadge } from "./order-badge.tsx";

const PAGE = 50;
const FIRST_PAGE: string | null = null;
const column = createColumnHelper<OrderRow>();

type OrderListProps = { search: OrdersSearch; selectedId: string | undefined; emptyAction: ReactNode };

/** Orders, newest first, page after page by keyset. */
export function OrderList({ search, selectedId, emptyAction }: OrderListProps) {
  const t = useTranslations("orders");
  const wanted = { ...orderFilters(search), limit: PAGE };
  const list = useInfiniteQuery({
    queryKey: [...trpc.orders.list.pathKey(), "pages", wanted],
    queryFn: ({ pageParam, signal }) => staffClient.orders.list.query({ ...wanted, cursor: pageParam }, { signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const columns = useOrderColumns();
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
        cell={(row) => <OrderCell row={row} />}
      />
      {list.hasNextPage && (
        <Button className="tb-btn-wide" isBusy={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

function useOrderColumns() {
  const t = useTranslations("orders.columns");
  return [
    column.accessor("number", { header: t("number"), cell: ({ row }) => <OrderLink row={row.original} /> }),
    column.accessor("createdAt", { header: t("created"), cell: ({ getValue }) => <TimeText at={getValue()} style="short" /> }),
    column.accessor("goodsName", { header: t("goods"), cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("createdBy", { header: t("by") }),
    column.accessor("paidAt", { header: t("paid"), cell: ({ getValue }) => <PaidAt at={getValue()} /> }),
    column.accessor("state", { header: t("state"), cell: ({ row }) => <OrderBadge order={row.original} /> }),
    column.accessor("amount", { header: t("amount"), meta: { isFigure: true }, cell: ({ getValue }) => <MoneyText value={getValue()} /> }),
  ];
}

function PaidAt({ at }: { at: string | null }) {
  return at === null ? null : <TimeText at={at} style="short" />;
}

function OrderLink({ row }: { row: OrderRow }) {
  return (
    <Link to="/orders/$orderId" params={{ orderId: row.id }} search={true} resetScroll={false} className="tb-row-link tb-id">
      {row.number}
    </Link>
  );
}

function OrderCell({ row }: { row: OrderRow }) {
  return (
    <div className="tb-two-lines">
      <div>
        <OrderLink row={row} />
        <p className="tb-note">
          <TimeText at={row.createdAt} style="short" />
          {row.goodsName !== null && ` · ${row.goodsName}`}
        </p>
      </div>
      <div>
        <strong>
          <MoneyText value={row.amount} />
        </strong>
        <OrderBadge order={row} />
      </div>
    </div>
  );
}
