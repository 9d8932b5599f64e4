import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { createColumnHelper } from "@tanstack/react-table";
import type { DayRow } from "@tillbook/api/reconciliation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "../../components/data-table.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { DayText } from "../../components/time-text.tsx";
import { trpc } from "../../lib/trpc.ts";
import { DayBadge } from "./day-badge.tsx";

const column = createColumnHelper<DayRow>();
type FileStatusOf = (status: NonNullable<DayRow["fileStatus"]>) => ReactNode;

/** The days of a month and how each stands, newest first. `fileStatus` shows the state of a day's statement. */
export function MonthList({ month, today, fileStatus }: { month: string; today: string; fileStatus: FileStatusOf }) {
  const t = useTranslations("reconcile");
  const columns = useDayColumns(fileStatus);
  const days = useQuery(trpc.reconciliation.days.queryOptions({ month }));
  if (days.isPending) return <Skeleton rows={8} />;
  if (days.isError) return <Failed error={days.error} onRetry={() => void days.refetch()} />;
  const rows = daysToShow(days.data, today);
  if (rows.length === 0) return <Empty title={t("emptyMonth")} note={t("emptyMonthNote")} />;
  return <DataTable caption={t("days")} rows={rows} columns={columns} rowKey={(row) => row.day} cell={(row) => <DayCell row={row} />} />;
}

/** Newest first; days to come only when something names them already. */
function daysToShow(days: readonly DayRow[], today: string): DayRow[] {
  const shown = days.filter((row) => row.day <= today || row.transactions > 0 || row.fileStatus !== null);
  // oxlint-disable-next-line unicorn/no-array-reverse -- `toReversed` is newer than the browsers we serve
  return shown.reverse();
}

function useDayColumns(fileStatus: FileStatusOf) {
  const t = useTranslations("reconcile.columns");
  const count = (key: "matched" | "broken" | "carried") =>
    column.accessor(key, { header: t(key), meta: { isFigure: true }, cell: ({ getValue }) => getValue() ?? "–" });
  return [
    column.accessor("day", { header: t("day"), cell: ({ row }) => <DayLink row={row.original} /> }),
    column.accessor("fileStatus", { header: t("file"), cell: ({ getValue }) => <FileCell status={getValue()} show={fileStatus} /> }),
    column.accessor("transactions", { header: t("transactions"), meta: { isFigure: true } }),
    column.accessor("gross", { header: t("gross"), meta: { isFigure: true }, cell: ({ getValue }) => <Sums sums={getValue()} /> }),
    count("matched"),
    count("broken"),
    count("carried"),
    column.display({ id: "standing", header: t("standing"), cell: ({ row }) => <DayBadge row={row.original} /> }),
  ];
}

function FileCell({ status, show }: { status: DayRow["fileStatus"]; show: FileStatusOf }) {
  return status === null ? "–" : show(status);
}

/** One sum a currency; they are never added. */
function Sums({ sums }: { sums: DayRow["gross"] }) {
  return sums.map((sum) => (
    <div key={sum.currency}>
      <MoneyText value={sum} />
    </div>
  ));
}

function DayLink({ row }: { row: DayRow }) {
  return (
    <Link to="/reconcile/$day" params={{ day: row.day }} className="tb-row-link">
      <DayText day={row.day} weekday />
    </Link>
  );
}

function DayCell({ row }: { row: DayRow }) {
  const t = useTranslations("reconcile");
  return (
    <div className="tb-two-lines">
      <div>
        <DayLink row={row} />
        <p className="tb-note">{t("transactions", { count: row.transactions })}</p>
      </div>
      <div>
        <strong>
          <Sums sums={row.gross} />
        </strong>
        <DayBadge row={row} />
      </div>
    </div>
  );
}
