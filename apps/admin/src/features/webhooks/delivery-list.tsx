import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { createColumnHelper } from "@tanstack/react-table";
import type { DeliveryRow } from "@tillbook/api/webhooks";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { type DeliveriesSearch, deliveryFilters } from "../../lib/search-params.ts";
import { staffClient, trpc } from "../../lib/trpc.ts";
import { DeliveryBadge } from "./delivery-badge.tsx";
import { SendManyAgain } from "./send-again.tsx";
import "./deliveries.css";

const PAGE = 50;
const FIRST_PAGE: string | null = null;
/** Workers send at their own pace; the log follows. */
const LOOK_AGAIN_MS = 4_000;
const column = createColumnHelper<DeliveryRow>();

type DeliveryListProps = { search: DeliveriesSearch; selectedId: string | undefined; emptyAction: ReactNode };

/** The delivery log, newest first, page after page; several can be chosen and sent again. */
export function DeliveryList({ search, selectedId, emptyAction }: DeliveryListProps) {
  const t = useTranslations("deliveries");
  const wanted = { ...deliveryFilters(search), limit: PAGE };
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const list = useInfiniteQuery({
    queryKey: [...trpc.webhooks.deliveries.pathKey(), "pages", wanted],
    queryFn: ({ pageParam, signal }) => staffClient.webhooks.deliveries.query({ ...wanted, cursor: pageParam }, { signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? LOOK_AGAIN_MS : false),
  });
  const choice = {
    chosen,
    toggle: (id: string) => setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]),
  };
  const columns = useDeliveryColumns(choice);
  if (list.isPending) return <Skeleton rows={8} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <Empty title={t("empty")} note={t("emptyNote")} action={emptyAction} />;
  const able = rows.filter(({ canSendAgain }) => canSendAgain).map(({ id }) => id);
  return (
    <>
      <SendManyAgain able={able} chosen={chosen.filter((id) => able.includes(id))} onChoose={setChosen} />
      <DataTable
        caption={t("title")}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.id}
        selectedKey={selectedId}
        cell={(row) => <DeliveryCell row={row} choice={choice} />}
      />
      {list.hasNextPage && (
        <Button className="tb-btn-wide" isBusy={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

type Choice = { chosen: readonly string[]; toggle: (id: string) => void };

function useDeliveryColumns(choice: Choice) {
  const t = useTranslations("deliveries.columns");
  return [
    column.display({ id: "choose", header: t("choose"), cell: ({ row }) => <Choose row={row.original} choice={choice} /> }),
    column.accessor("createdAt", { header: t("happened"), cell: ({ row }) => <DeliveryLink row={row.original} /> }),
    column.accessor("type", { header: t("type"), cell: ({ getValue }) => <span className="tb-delivery__type">{getValue()}</span> }),
    column.accessor("url", { header: t("endpoint"), cell: ({ getValue }) => <span className="tb-id tb-delivery__url">{getValue()}</span> }),
    column.accessor("state", { header: t("state"), cell: ({ getValue }) => <DeliveryBadge state={getValue()} /> }),
    column.accessor("tries", { header: t("tries"), meta: { isFigure: true } }),
    column.accessor("lastStatus", { header: t("answer"), meta: { isFigure: true }, cell: ({ getValue }) => getValue() ?? "–" }),
    column.accessor("nextAttemptAt", { header: t("next"), cell: ({ getValue }) => <Next at={getValue()} /> }),
  ];
}

function Choose({ row, choice: { chosen, toggle } }: { row: DeliveryRow; choice: Choice }) {
  const t = useTranslations("deliveries");
  if (!row.canSendAgain) return null;
  return (
    <label className="tb-choose">
      <input type="checkbox" checked={chosen.includes(row.id)} onChange={() => toggle(row.id)} />
      <span className="tb-hidden">{t("chooseOne", { type: row.type })}</span>
    </label>
  );
}

function Next({ at }: { at: string | null }) {
  return at === null ? "–" : <TimeText at={at} style="short" />;
}

function DeliveryLink({ row }: { row: DeliveryRow }) {
  return (
    <Link to="/developers/deliveries/$deliveryId" params={{ deliveryId: row.id }} search={true} resetScroll={false} className="tb-row-link">
      <TimeText at={row.createdAt} style="short" />
    </Link>
  );
}

function DeliveryCell({ row, choice }: { row: DeliveryRow; choice: Choice }) {
  return (
    <div className="tb-delivery__cell">
      <Choose row={row} choice={choice} />
      <div className="tb-two-lines">
        <div>
          <DeliveryLink row={row} />
          <p className="tb-note tb-id">{row.type}</p>
        </div>
        <div>
          <DeliveryBadge state={row.state} />
          <span className="tb-note">{row.lastStatus ?? "–"}</span>
        </div>
      </div>
    </div>
  );
}
