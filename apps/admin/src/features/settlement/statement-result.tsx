import type { ImportView, StatementFileView } from "@tillbook/api/settlement";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { Notice } from "../../components/notice.tsx";
import { Card } from "../../components/page.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { ControlTotals } from "./control-totals.tsx";
import { FailedRows } from "./failed-rows.tsx";
import { FILE_LOOKS, FileStatusBadge } from "./file-status-badge.tsx";
import { RefusalText } from "./refusal-text.tsx";

type ResultProps = { file: ImportView | StatementFileView; dayLinks: ReactNode; firstFile?: ReactNode };

/** What became of a statement file: its state in words and what to do, totals declared and counted, rows that failed. */
export function StatementResult({ file, dayLinks, firstFile }: ResultProps) {
  const t = useTranslations("statements");
  return (
    <>
      <Card title={<span className="tb-id">{file.name}</span>} actions={<FileStatusBadge status={file.status} />}>
        <Notice tone={FILE_LOOKS[file.status].tone} isNews>
          <p>{t(`statuses.${file.status}.note`)}</p>
          <RefusalText reason={file.reason} hint={file.hint} params={file.hintParams} />
          {file.duplicateOf !== null && (
            <p>
              {t("firstFile")} {firstFile ?? file.duplicateOf.name}
            </p>
          )}
        </Notice>
        {dayLinks}
        <Facts>
          <Fact name={t("facts.lines")}>{file.lines}</Fact>
          <Fact name={t("facts.received")}>
            <TimeText at={file.receivedAt} style="full" />
          </Fact>
          <Fact name={t("facts.size")}>{t("bytes", { count: file.size })}</Fact>
          {file.encoding !== null && <Fact name={t("facts.encoding")}>{file.encoding}</Fact>}
          {file.profile !== null && <Fact name={t("facts.profile")}>{file.profile}</Fact>}
          {file.batches.length > 0 && <Fact name={t("facts.batches")}>{file.batches.join(", ")}</Fact>}
          <Fact name="SHA-256">
            <span className="tb-id">{file.rawSha256}</span>
          </Fact>
        </Facts>
      </Card>
      {file.totals.length > 0 && <ControlTotals file={file} />}
      {file.failedRowCount > 0 && <FailedRows file={file} />}
    </>
  );
}
