import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { createColumnHelper } from "@tanstack/react-table";
import type { CaseRow } from "@tillbook/api/views";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import type { CasesSearch } from "../../lib/search-params.ts";
import { staffClient, trpc } from "../../lib/trpc.ts";
import { AgeText } from "./age-text.tsx";
import { CaseBadge } from "./case-badge.tsx";
import { CaseState } from "./case-state.tsx";

const PAGE = 50;
/** Cases of notifications that name no order of ours are announced to nobody. */
const ASK_EVERY_MS = 15_000;
const FIRST_PAGE: string | null = null;
const column = createColumnHelper<CaseRow>();

type CaseListProps = { search: CasesSearch; selectedId: string | undefined; emptyAction: ReactNode };

/** Cases, the open ones first, newest first in each, page after page by keyset. */
export function CaseList({ search, selectedId, emptyAction }: CaseListProps) {
  const t = useTranslations("cases");
  const wanted = {
    ...(search.is === undefined ? {} : { is: search.is }),
    ...(search.kind === undefined ? {} : { kinds: [search.kind] }),
    limit: PAGE,
  };
  const list = useInfiniteQuery({
    queryKey: [...trpc.cases.list.pathKey(), "pages", wanted],
    queryFn: ({ pageParam, signal }) => staffClient.cases.list.query({ ...wanted, cursor: pageParam }, { signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ASK_EVERY_MS,
  });
  const columns = useCaseColumns();
  if (list.isPending) return <Skeleton rows={6} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    const isNarrowed = search.kind !== undefined || search.is === "closed";
    return isNarrowed ? <Empty title={t("emptyFiltered")} action={emptyAction} /> : <Empty title={t("empty")} note={t("emptyNote")} />;
  }
  return (
    <>
      <DataTable
        caption={t("list")}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.id}
        selectedKey={selectedId}
        cell={(row) => <CaseCell row={row} />}
      />
      {list.hasNextPage && (
        <Button className="tb-btn-wide" isBusy={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

function useCaseColumns() {
  const t = useTranslations("cases.columns");
  return [
    column.accessor("kind", { header: t("kind"), cell: ({ row }) => <CaseBadge row={row.original} /> }),
    column.accessor("order", { header: t("order"), cell: ({ row }) => <CaseLink row={row.original} /> }),
    column.accessor("openedAt", { header: t("since"), cell: ({ getValue }) => <AgeText at={getValue()} /> }),
    column.accessor("resolution", { header: t("state"), cell: ({ row }) => <CaseState row={row.original} /> }),
    column.display({ id: "todo", header: t("todo"), cell: ({ row }) => <Todo row={row.original} /> }),
    column.accessor("payment", { header: t("amount"), meta: { isFigure: true }, cell: ({ row }) => <Amount row={row.original} /> }),
  ];
}

/** A case is named by its order; a notification that names none of ours, by its own number. */
function CaseLink({ row }: { row: CaseRow }) {
  const t = useTranslations("cases");
  return (
    <Link to="/cases/$caseId" params={{ caseId: row.id }} search={true} resetScroll={false} className="tb-row-link tb-id">
      {row.order?.number ?? row.notice?.outTradeNo ?? row.notice?.syssn ?? t("noOrder")}
    </Link>
  );
}

function Todo({ row }: { row: CaseRow }) {
  const t = useTranslations("cases.todo");
  return row.closedAt === null ? t(row.kind) : null;
}

function Amount({ row }: { row: CaseRow }) {
  return row.payment === null ? null : <MoneyText value={row.payment.amount} />;
}

function CaseCell({ row }: { row: CaseRow }) {
  return (
    <div className="tb-two-lines">
      <div>
        <CaseLink row={row} />
        <p className="tb-note">
          <AgeText at={row.openedAt} />
          {row.order?.goodsName && ` · ${row.order.goodsName}`}
        </p>
        <p className="tb-note">
          <Todo row={row} />
        </p>
      </div>
      <div>
        <strong>
          <Amount row={row} />
        </strong>
        <CaseBadge row={row} />
        {row.closedAt !== null && <CaseState row={row} />}
      </div>
    </div>
  );
}
