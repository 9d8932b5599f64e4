import { useQuery } from "@tanstack/react-query";
import type { ImportView } from "@tillbook/api/settlement";
import type { StatementEncoding } from "@tillbook/domain/settlement";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { SelectField } from "../../../components/field.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { RefusalText } from "../refusal-text.tsx";
import { inspectStatement } from "../upload.ts";
import "./importing.css";
import { KnownLayout } from "./known-layout.tsx";
import { MappingForm } from "./mapping-form.tsx";
import { SampleTable } from "./sample-table.tsx";

const AUTO = "auto";

type LookProps = { file: File; onImported: (result: ImportView) => void; onCancel: () => void };

/** Looks into a file before anything of it is taken: which table, which encoding, how it reads; then a mapping where no layout fits. */
export function LookStep({ file, onImported, onCancel }: LookProps) {
  const t = useTranslations("importing");
  const [encoding, setEncoding] = useState<StatementEncoding>();
  const [label, setLabel] = useState<string>();
  const how = encoding === undefined ? {} : { encoding };
  const looked = useQuery({
    queryKey: ["inspected", file.name, file.size, file.lastModified, encoding ?? AUTO],
    queryFn: ({ signal }) => inspectStatement(file, how, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const tables = looked.data?.kind === "tables" ? looked.data.tables.filter(({ isHidden }) => !isHidden) : [];
  const table = tables.find((each) => each.label === label) ?? tables[0];
  return (
    <>
      <Card
        title={t("lookTitle", { name: file.name })}
        actions={
          <Button size="small" onPress={onCancel}>
            {t("otherFile")}
          </Button>
        }
      >
        {looked.isPending && <Skeleton rows={4} />}
        {looked.isError && <Failed error={looked.error} onRetry={() => void looked.refetch()} />}
        {looked.data?.kind === "refused" && (
          <Notice tone="bad" isNews>
            <RefusalText reason={looked.data.reason} hint={looked.data.hint} params={looked.data.params} />
          </Notice>
        )}
        {tables.length > 1 && table && (
          <SelectField
            label={t("table")}
            value={table.label ?? ""}
            onChange={setLabel}
            options={tables.map((each) => ({ value: each.label ?? "", label: each.label ?? t("onlyTable") }))}
          />
        )}
        {table !== undefined && table.encodings.length > 0 && table.encoding !== null && (
          <SelectField
            label={t("encoding")}
            note={t("encodingNote")}
            value={encoding ?? table.encoding}
            onChange={setEncoding}
            options={[...new Set([table.encoding, ...table.encodings])].map((each) => ({ value: each, label: each }))}
          />
        )}
        {table !== undefined && <SampleTable table={table} />}
      </Card>
      {table !== undefined && table.profile !== null && (
        <KnownLayout
          key={`${table.label} ${encoding}`}
          file={file}
          table={table}
          how={{ ...how, ...(table.label === null ? {} : { table: table.label }) }}
          onImported={onImported}
        />
      )}
      {table !== undefined && table.profile === null && (
        <MappingForm key={`${table.label} ${table.signature}`} file={file} table={table} encoding={encoding} onImported={onImported} />
      )}
    </>
  );
}
