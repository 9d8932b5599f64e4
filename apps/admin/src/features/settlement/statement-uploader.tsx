import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ImportView } from "@tillbook/api/settlement";
import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, Spinner } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { trpc } from "../../lib/trpc.ts";
import "./statements.css";
import { Cancelled, uploadStatement } from "./upload.ts";

type UploaderProps = {
  /** Gets the file and what became of it. */
  onImported: (result: ImportView, file: File) => void;
  /** Gets a file that is only to be looked at first. */
  onLook: (file: File) => void;
};

/** Takes a statement file, chosen or dropped, and shows how far it has come. It can be stopped: then nothing of it is taken in. */
export function StatementUploader({ onImported, onLook }: UploaderProps) {
  const t = useTranslations("statements");
  const failureText = useFailureText();
  const cache = useQueryClient();
  const [share, setShare] = useState(0);
  const [rows, setRows] = useState(0);
  const [isOver, setIsOver] = useState(false);
  const [isLooking, setIsLooking] = useState(false);
  const stop = useRef(new AbortController());
  const upload = useMutation({
    mutationFn: (file: File) => uploadStatement(file, {}, { onProgress: setShare, onRows: setRows, signal: stop.current.signal }),
    onMutate: () => {
      setShare(0);
      setRows(0);
      stop.current = new AbortController();
    },
    onSuccess: (result, file) => {
      void cache.invalidateQueries({ queryKey: trpc.settlement.pathKey() });
      void cache.invalidateQueries({ queryKey: trpc.reconciliation.pathKey() });
      onImported(result, file);
    },
  });
  const take = (file: File | undefined) => {
    if (!file || upload.isPending) return;
    if (isLooking) onLook(file);
    else upload.mutate(file);
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
          accept=".csv,.txt,.tsv,.xlsx,.zip,.gz,text/csv,text/plain"
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
      <label className="tb-upload__option">
        <input type="checkbox" checked={isLooking} onChange={(event) => setIsLooking(event.target.checked)} /> {t("lookFirst")}
      </label>
      {upload.isPending && <Progress name={upload.variables.name} share={share} rows={rows} onCancel={() => stop.current.abort()} />}
      {upload.error && (
        <Notice tone={upload.error instanceof Cancelled ? "info" : "bad"} isNews>
          {upload.error instanceof Cancelled ? t("cancelled") : failureText(upload.error)}
        </Notice>
      )}
    </>
  );
}

type ProgressProps = { name: string; share: number; rows: number; onCancel: () => void };

function Progress({ name, share, rows, onCancel }: ProgressProps) {
  const t = useTranslations("statements");
  const percent = Math.round(share * 100);
  return (
    <div className="tb-progress">
      <p role="status">
        <span className="tb-id">{name}</span> · {percent < 100 ? t("sending", { percent }) : t("checking", { rows })}
      </p>
      {percent < 100 ? <progress className="tb-progress__bar" max={100} value={percent} aria-label={t("progress")} /> : <Spinner />}
      <Button size="small" onPress={onCancel}>
        {t("cancel")}
      </Button>
    </div>
  );
}
