import { useQuery } from "@tanstack/react-query";
import type { ReportName } from "@tillbook/domain/reconciliation/reports";
import { FileDown } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { buttonClass } from "../../../components/button.tsx";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { Card } from "../../../components/page.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { trpc } from "../../../lib/trpc.ts";
import "../../../components/data-table.css";
import "./reports.css";
import { fileAddress, type Period, readReport } from "./read-report.ts";
import { ReportTable } from "./report-table.tsx";

/** One report over a stretch of days: its tables, and each of them as a file with the same sums. */
export function ReportView({ name, period }: { name: ReportName; period: Period }) {
  const t = useTranslations("reports");
  const lang = useLocale();
  const report = useQuery({
    queryKey: [...trpc.reconciliation.reports.pathKey(), name, period.first, period.last],
    queryFn: () => readReport(name, period),
    staleTime: 0,
  });
  if (report.isPending) return <Skeleton rows={8} />;
  if (report.isError) return <Failed error={report.error} onRetry={() => void report.refetch()} />;
  return (
    <>
      <div className="tb-links tb-report__files">
        <span className="tb-note">
          {t("madeAt")} <TimeText at={report.data.madeAt} />
        </span>
        <a href={fileAddress(name, period, { format: "xlsx", lang })} download className={buttonClass("default", "small")}>
          <FileDown size={18} aria-hidden="true" />
          {t("xlsx")}
        </a>
      </div>
      {report.data.sections.map((section) => (
        <Card
          key={section.name}
          title={t(`sections.${section.name}`)}
          actions={
            section.rowCount > 0 && (
              <a href={fileAddress(name, period, { format: "csv", lang, section: section.name })} download className={buttonClass("plain")}>
                <FileDown size={18} aria-hidden="true" />
                {t("csv")}
              </a>
            )
          }
        >
          <ReportTable section={section} />
        </Card>
      ))}
    </>
  );
}
