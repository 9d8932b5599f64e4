import { Link } from "@tanstack/react-router";
import type { ImportView } from "@tillbook/api/settlement";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { BackMark, Page } from "../../components/page.tsx";
import { StatementList, StatementResult, StatementUploader } from "../../features/settlement/index.ts";
import { DayLinks, FirstFile } from "./statement-links.tsx";

/** Taking in a statement: choose the file, watch it, read what became of it. */
export function StatementsPage() {
  const t = useTranslations("statements");
  const [result, setResult] = useState<ImportView | null>(null);
  return (
    <Page
      title={t("title")}
      back={
        <Link to="/reconcile" className={buttonClass("plain")}>
          <BackMark />
          {t("toMonth")}
        </Link>
      }
    >
      <StatementUploader onImported={setResult} />
      {result !== null && (
        <StatementResult
          key={result.rawSha256}
          file={result}
          dayLinks={<DayLinks days={result.days} />}
          firstFile={<FirstFile file={result.duplicateOf} />}
        />
      )}
      <h2 className="tb-card__title">{t("recent")}</h2>
      <StatementList />
    </Page>
  );
}
