import type { ImportView } from "@tillbook/api/settlement";
import type { InspectedTableView } from "@tillbook/api/views";
import type { MappingField, StatementEncoding } from "@tillbook/domain/settlement";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { useFailureText } from "../../../components/failure-text.ts";
import { TextField } from "../../../components/field.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { Segmented } from "../../../components/segmented.tsx";
import type { HowToRead } from "../upload.ts";
import { type Draft, draftFrom, FIELDS, mappingFrom, type Problem } from "./draft.ts";
import { FieldRows } from "./field-rows.tsx";
import { FormatFields } from "./format-fields.tsx";
import { PreviewResult } from "./preview-result.tsx";
import { TransformFields } from "./transform-fields.tsx";
import { TypeValues } from "./type-values.tsx";
import { useReading } from "./use-reading.ts";

type MappingProps = {
  file: File;
  table: InspectedTableView;
  encoding: StatementEncoding | undefined;
  onImported: (result: ImportView) => void;
};

/** Which column is what, and how the file writes dates, amounts and signs. Tried as often as wanted, then saved under its header. */
export function MappingForm({ file, table, encoding, onImported }: MappingProps) {
  const t = useTranslations("importing");
  const failureText = useFailureText();
  const [draft, setDraft] = useState<Draft>(() => draftFrom(table, file.name));
  const [problems, setProblems] = useState<Problem[]>([]);
  const { preview, take } = useReading(file, onImported);
  const change = (next: Draft) => {
    setDraft(next);
    preview.reset(); // it spoke about another mapping
  };
  const withHow = (act: (how: HowToRead) => void) => () => {
    const read = mappingFrom(draft, table, encoding);
    setProblems("problems" in read ? read.problems : []);
    if ("mapping" in read)
      act({
        mapping: read.mapping,
        ...(encoding === undefined ? {} : { encoding }),
        ...(table.label === null ? {} : { table: table.label }),
      });
  };
  const first: readonly MappingField[] = FIELDS[draft.content].first;
  const more = FIELDS[draft.content].more.filter((field) => !first.includes(field));
  const readsWell = preview.data?.kind === "read" && preview.data.failedRowCount === 0;
  const rows = { table, draft, problems, onChange: change };
  return (
    <>
      <Card title={t("mapTitle")} note={t("mapNote")}>
        <Segmented
          label={t("content")}
          value={draft.content}
          onChange={(content) => change({ ...draft, content })}
          options={[
            { value: "LINES", label: t("contents.LINES") },
            { value: "BANK", label: t("contents.BANK") },
          ]}
        />
        <FieldRows fields={first} {...rows} />
        <TypeValues table={table} draft={draft} onChange={change} />
        <details className="tb-more">
          <summary>{t("moreFields")}</summary>
          <FieldRows
            fields={[...more, ...(draft.negative === "DEBIT_CREDIT" ? SPLIT : draft.negative === "CR_DR" ? MARK : [])]}
            {...rows}
          />
        </details>
        <details className="tb-more">
          <summary>{t("moreFormats")}</summary>
          <FormatFields draft={draft} onChange={change} />
        </details>
        <details className="tb-more">
          <summary>{t("moreTransforms")}</summary>
          <TransformFields fields={FIELDS[draft.content].more} draft={draft} onChange={change} />
        </details>
        <TextField label={t("name")} note={t("nameNote")} value={draft.name} onChange={(name) => change({ ...draft, name })} />
        {problems.length > 0 && (
          <Notice tone="bad" isNews>
            {t("incomplete")}
          </Notice>
        )}
        {(preview.error ?? take.error) && (
          <Notice tone="bad" isNews>
            {failureText(preview.error ?? take.error)}
          </Notice>
        )}
        <div className="tb-buttons">
          <Button look={readsWell ? "default" : "primary"} isBusy={preview.isPending} onPress={withHow((how) => preview.mutate(how))}>
            {t("tryIt")}
          </Button>
          {readsWell && (
            <Button
              look="primary"
              isBusy={take.isPending}
              onPress={withHow((how) => take.mutate({ how, save: { signature: table.signature } }))}
            >
              {t("saveAndImport")}
            </Button>
          )}
        </div>
      </Card>
      {preview.data && <PreviewResult preview={preview.data} />}
    </>
  );
}

const SPLIT: readonly MappingField[] = ["debit", "credit"];
const MARK: readonly MappingField[] = ["cr_dr"];
