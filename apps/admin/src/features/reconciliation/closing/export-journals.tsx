import { useMutation, useQueryClient } from "@tanstack/react-query";
import { JOURNAL_LAYOUTS, type JournalLayout } from "@tillbook/domain/reconciliation/journals";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Question } from "../../../components/drawer.tsx";
import { useFailureText } from "../../../components/failure-text.ts";
import { SelectField, TextField } from "../../../components/field.tsx";
import { Notice } from "../../../components/notice.tsx";
import { csvText, saveFile } from "../../../lib/csv-file.ts";
import { trpc } from "../../../lib/trpc.ts";

/** Hands the journals of closed days to the accountant, in the layout of their ledger. Exporting again is allowed, and marked. */
export function ExportJournals({ day, onClose }: { day: string; onClose: () => void }) {
  const t = useTranslations("closing.journals");
  const layers = useTranslations("layers");
  const failureText = useFailureText();
  const cache = useQueryClient();
  const [layout, setLayout] = useState<JournalLayout>("generic");
  const [first, setFirst] = useState(day);
  const [last, setLast] = useState(day);
  const isSwapped = first > last;
  const send = useMutation(
    trpc.reconciliation.closing.exportJournals.mutationOptions({
      onSuccess: ({ header, rows, numbers }) => {
        if (numbers.length > 0) saveFile(`journals-${layout}-${first}-${last}.csv`, csvText([header, ...rows]));
        void cache.invalidateQueries({ queryKey: trpc.reconciliation.closing.journals.pathKey() });
      },
    }),
  );
  return (
    <Question
      title={t("exportTitle")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{send.isSuccess ? t("done") : layers("back")}</Button>
          <Button
            look="primary"
            isBusy={send.isPending}
            isDisabled={isSwapped || first === "" || last === ""}
            onPress={() => send.mutate({ first, last, layout })}
          >
            {t("download")}
          </Button>
        </>
      }
    >
      <SelectField
        label={t("layout")}
        value={layout}
        onChange={setLayout}
        options={JOURNAL_LAYOUTS.map((each) => ({ value: each, label: t(`layouts.${each}`) }))}
      />
      <TextField type="date" label={t("first")} value={first} onChange={setFirst} />
      <TextField type="date" label={t("last")} value={last} onChange={setLast} fault={isSwapped ? t("swapped") : undefined} />
      {send.data && (
        <Notice tone={send.data.numbers.length === 0 ? "warn" : "good"} isNews>
          {t("exported", { count: send.data.numbers.length })} {send.data.again.length > 0 && t("again", { count: send.data.again.length })}
        </Notice>
      )}
      {send.error && (
        <Notice tone="bad" isNews>
          {failureText(send.error)}
        </Notice>
      )}
    </Question>
  );
}
