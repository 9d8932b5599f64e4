import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ImportView } from "@tillbook/api/settlement";
import { FileUp } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Spinner } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { trpc } from "../../lib/trpc.ts";
import "./statements.css";
import { uploadStatement } from "./upload.ts";

/** Takes a statement file, chosen or dropped, and shows how far it has come. `onImported` gets the result. */
export function StatementUploader({ onImported }: { onImported: (result: ImportView) => void }) {
  const t = useTranslations("statements");
  const failureText = useFailureText();
  const cache = useQueryClient();
  const [share, setShare] = useState(0);
  const [isOver, setIsOver] = useState(false);
  const upload = useMutation({
    mutationFn: (file: File) => uploadStatement(file, setShare),
    onMutate: () => setShare(0),
    onSuccess: (result) => {
      void cache.invalidateQueries({ queryKey: trpc.settlement.pathKey() });
      void cache.invalidateQueries({ queryKey: trpc.reconciliation.pathKey() });
      onImported(result);
    },
  });
  const take = (file: File | undefined) => {
    if (file && !upload.isPending) upload.mutate(file);
  };
  const drag = (event: DragEvent, over: boolean) => {
    event.preventDefault();
    setIsOver(over);
  };
  return (
    <>
      <label
        className={isOver ? "tb-upload tb-upload_over" : "tb-upload"}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <input
          type="file"
          className="tb-upload__input"
          accept=".csv,.txt,text/csv,text/plain"
          disabled={upload.isPending}
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = ""; // the same file may be chosen again
          }}
        />
        <FileUp size={32} aria-hidden="true" />
        <span className="tb-upload__word">{t("choose")}</span>
        <span className="tb-note">{t("chooseNote")}</span>
      </label>
      {upload.isPending && <Progress name={upload.variables.name} share={share} />}
      {upload.error && (
        <Notice tone="bad" isNews>
          {failureText(upload.error)}
        </Notice>
      )}
    </>
  );
}

function Progress({ name, share }: { name: string; share: number }) {
  const t = useTranslations("statements");
  const percent = Math.round(share * 100);
  return (
    <div className="tb-progress" role="status">
      <p>
        <span className="tb-id">{name}</span> · {percent < 100 ? t("sending", { percent }) : t("checking")}
      </p>
      {percent < 100 ? <progress className="tb-progress__bar" max={100} value={percent} aria-label={t("progress")} /> : <Spinner />}
    </div>
  );
}
