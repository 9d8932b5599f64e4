import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RowAnswer, WorkbookAnswers } from "@tillbook/api/reconciliation/workbook";
import { FileDown, FileUp } from "lucide-react";
import { useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button, buttonClass } from "../../../components/button.tsx";
import { useFailureText } from "../../../components/failure-text.ts";
import { Notice } from "../../../components/notice.tsx";
import { CallFailed, readFailure } from "../../../lib/failure.ts";
import { postFile } from "../../../lib/post-file.ts";
import { trpc } from "../../../lib/trpc.ts";

/** Open breaks as a workbook, out to a spreadsheet and back in; every row that was answered is told what became of it. */
export function BreakWorkbook() {
  const t = useTranslations("breaks.workbook");
  const locale = useLocale();
  const failureText = useFailureText();
  const cache = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const send = useMutation({
    mutationFn: answersTo,
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: trpc.reconciliation.pathKey() });
      void cache.invalidateQueries({ queryKey: trpc.approvals.pathKey() });
    },
  });
  return (
    <div className="tb-workbook">
      <div className="tb-links">
        <a href={`/api/breaks/workbook?lang=${locale}`} download className={buttonClass("default", "small")}>
          <FileDown size={18} aria-hidden="true" />
          {t("out")}
        </a>
        <Button size="small" isBusy={send.isPending} onPress={() => input.current?.click()}>
          <FileUp size={18} aria-hidden="true" />
          {t("in")}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx"
          aria-label={t("in")}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) send.mutate(file);
            event.target.value = ""; // the same file may be chosen again
          }}
        />
      </div>
      {send.error && (
        <Notice tone="bad" isNews>
          {failureText(send.error)}
        </Notice>
      )}
      {send.data && <Answers answers={send.data} />}
    </div>
  );
}

function Answers({ answers }: { answers: WorkbookAnswers }) {
  const t = useTranslations("breaks.workbook");
  const { applied, waiting, conflicts, refused } = answers;
  const failed = answers.rows.filter(({ answer }) => answer === "CONFLICT" || answer === "REFUSED");
  return (
    <Notice tone={failed.length === 0 ? "good" : "warn"} isNews>
      <p>{t("answers", { applied, waiting, conflicts, refused })}</p>
      {failed.length > 0 && (
        <ul className="tb-items">
          {failed.map((row) => (
            <li key={row.lineNo}>
              {t("row", { line: row.lineNo })} <WhyNot row={row} />
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function WhyNot({ row }: { row: RowAnswer }) {
  const failureText = useFailureText();
  const { code, fields } = row;
  return failureText(new CallFailed(readFailure({ appCode: code, fields })));
}

function answersTo(file: File): Promise<WorkbookAnswers> {
  return postFile("/api/breaks/workbook", file, (body) => (isAnswers(body) ? body : null));
}

/** The upload is not part of the typed router; its answer is told from an error page by what only it carries. */
function isAnswers(body: unknown): body is WorkbookAnswers {
  return typeof body === "object" && body !== null && "rows" in body && "conflicts" in body;
}
