import type { ImportView } from "@tillbook/api/settlement";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { LookStep } from "../../features/settlement/importing/index.ts";
import { StatementList, StatementResult, StatementUploader } from "../../features/settlement/index.ts";
import { ReconcileFrame } from "./reconcile-frame.tsx";
import { DayLinks, FirstFile } from "./statement-links.tsx";

type Taken = { result: ImportView; file: File | null };

/** Taking in a statement: choose the file, watch it, read what became of it; where no layout fits, say which column is what. */
export function StatementsPage() {
  const t = useTranslations("statements");
  const [taken, setTaken] = useState<Taken | null>(null);
  const [looked, setLooked] = useState<File | null>(null);
  const done = (result: ImportView, file: File | null) => {
    setLooked(null);
    setTaken({ result, file });
  };
  const look = (file: File) => {
    setTaken(null);
    setLooked(file);
  };
  const mappable = taken?.file !== undefined && isMappable(taken) ? taken.file : null;
  return (
    <ReconcileFrame title={t("title")}>
      {looked === null ? (
        <StatementUploader onImported={done} onLook={look} />
      ) : (
        <LookStep
          key={`${looked.name} ${looked.size} ${looked.lastModified}`}
          file={looked}
          onImported={(result) => done(result, null)}
          onCancel={() => setLooked(null)}
        />
      )}
      {taken !== null && (
        <StatementResult
          key={taken.result.rawSha256}
          file={taken.result}
          dayLinks={
            mappable === null ? (
              <DayLinks days={taken.result.days} />
            ) : (
              <div className="tb-buttons">
                <Button look="primary" onPress={() => look(mappable)}>
                  {t("mapIt")}
                </Button>
              </div>
            )
          }
          firstFile={<FirstFile file={taken.result.duplicateOf} />}
        />
      )}
      {looked === null && (
        <>
          <h2 className="tb-card__title">{t("recent")}</h2>
          <StatementList />
        </>
      )}
    </ReconcileFrame>
  );
}

/** Refused for its layout alone: a person can say how it is to be read. What is no table at all cannot be mapped. */
function isMappable({ result: { status, reason, hint } }: Taken): boolean {
  const hints: readonly unknown[] = [
    null,
    "UNKNOWN_COLUMNS",
    "MISSING_COLUMNS",
    "REPEATED_COLUMN",
    "AMBIGUOUS_DATES",
    "SEVERAL_TABLES",
    "NO_TABLE_INSIDE",
  ];
  return status === "REFUSED" && reason === "NO_PROFILE" && hints.includes(hint);
}
