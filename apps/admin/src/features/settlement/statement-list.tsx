import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { createColumnHelper } from "@tanstack/react-table";
import type { StatementFileView } from "@tillbook/api/settlement";
import { useLocale, useTranslations } from "use-intl";
import { DataTable } from "../../components/data-table.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { dayWords, TimeText } from "../../components/time-text.tsx";
import { trpc } from "../../lib/trpc.ts";
import { FileStatusBadge } from "./file-status-badge.tsx";

const column = createColumnHelper<StatementFileView>();

/** The files received lately, newest first. */
export function StatementList() {
  const t = useTranslations("statements");
  const columns = useStatementColumns();
  const files = useQuery(trpc.settlement.files.queryOptions({}));
  if (files.isPending) return <Skeleton rows={4} />;
  if (files.isError) return <Failed error={files.error} onRetry={() => void files.refetch()} />;
  if (files.data.length === 0) return <Empty title={t("empty")} note={t("emptyNote")} />;
  return (
    <DataTable
      caption={t("recent")}
      rows={files.data}
      columns={columns}
      rowKey={(file) => file.id}
      cell={(file) => <FileCell file={file} />}
    />
  );
}

function useStatementColumns() {
  const t = useTranslations("statements.columns");
  return [
    column.accessor("name", { header: t("name"), cell: ({ row }) => <FileLink file={row.original} /> }),
    column.accessor("receivedAt", { header: t("received"), cell: ({ getValue }) => <TimeText at={getValue()} style="short" /> }),
    column.accessor("days", { header: t("days"), cell: ({ getValue }) => <Days days={getValue()} /> }),
    column.accessor("lines", { header: t("lines"), meta: { isFigure: true } }),
    column.accessor("status", { header: t("status"), cell: ({ getValue }) => <FileStatusBadge status={getValue()} /> }),
  ];
}

function FileLink({ file }: { file: StatementFileView }) {
  return (
    <Link to="/reconcile/statements/$fileId" params={{ fileId: file.id }} className="tb-row-link tb-id">
      {file.name}
    </Link>
  );
}

function Days({ days }: { days: readonly string[] }) {
  const locale = useLocale();
  return days.map((day) => dayWords(day, locale)).join(" · ");
}

function FileCell({ file }: { file: StatementFileView }) {
  return (
    <div className="tb-two-lines">
      <div>
        <FileLink file={file} />
        <p className="tb-note">
          <TimeText at={file.receivedAt} style="short" />
        </p>
      </div>
      <div>
        <FileStatusBadge status={file.status} />
      </div>
    </div>
  );
}
