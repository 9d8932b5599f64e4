import type { ImportView } from "@tillbook/api/settlement";
import type { InspectedTableView } from "@tillbook/api/views";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { useFailureText } from "../../../components/failure-text.ts";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import type { HowToRead } from "../upload.ts";
import { PreviewResult } from "./preview-result.tsx";
import { useReading } from "./use-reading.ts";

type KnownProps = { file: File; table: InspectedTableView; how: HowToRead; onImported: (result: ImportView) => void };

/** A file whose layout is known: how it reads in the chosen encoding, and one button to take it in. */
export function KnownLayout({ file, table, how, onImported }: KnownProps) {
  const t = useTranslations("importing");
  const failureText = useFailureText();
  const { preview, take } = useReading(file, onImported);
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    preview.mutate(how);
  }, [preview, how]);
  return (
    <>
      <Card title={t("known", { profile: table.profile ?? "" })}>
        {preview.isPending && <Skeleton rows={3} />}
        {preview.isError && <Failed error={preview.error} onRetry={() => preview.mutate(how)} />}
        {take.error && (
          <Notice tone="bad" isNews>
            {failureText(take.error)}
          </Notice>
        )}
        <div className="tb-buttons">
          <Button look="primary" isBusy={take.isPending} onPress={() => take.mutate({ how })}>
            {t("import")}
          </Button>
        </div>
      </Card>
      {preview.data && <PreviewResult preview={preview.data} />}
    </>
  );
}
