import { useMutation } from "@tanstack/react-query";
import type { EvidenceFileView } from "@tillbook/api/reconciliation";
import { DOCUMENTS } from "@tillbook/domain/reconciliation/breaks";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { useFailureText } from "../../../components/failure-text.ts";
import { FileField } from "../../../components/field.tsx";
import { sendEvidence } from "./send-evidence.ts";

type FilesProps = { files: readonly EvidenceFileView[]; onChange: (files: readonly EvidenceFileView[]) => void };

/** Documents that speak for a proposal: each is kept as soon as it is chosen, and goes with the proposal when that is sent. */
export function EvidenceFiles({ files, onChange }: FilesProps) {
  const t = useTranslations("breaks.fields");
  const failureText = useFailureText();
  const sending = useMutation({
    mutationFn: sendEvidence,
    onSuccess: (file) => onChange([...files.filter(({ id }) => id !== file.id), file]),
  });
  return (
    <>
      <FileField
        label={t("files")}
        note={t("filesNote")}
        fault={sending.error ? failureText(sending.error) : undefined}
        accept="application/pdf,image/png,image/jpeg"
        isDisabled={sending.isPending || files.length >= DOCUMENTS.most}
        onChoose={(file) => sending.mutate(file)}
      />
      {files.length > 0 && (
        <ul className="tb-files">
          {files.map((file) => (
            <li key={file.id}>
              <span className="tb-files__name">{file.name}</span>
              <Button
                look="plain"
                size="small"
                label={t("leaveOut", { name: file.name })}
                onPress={() => onChange(files.filter(({ id }) => id !== file.id))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
