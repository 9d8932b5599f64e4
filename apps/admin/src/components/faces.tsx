import { CircleAlert, Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { useFailureText } from "./failure-text.ts";
import "./faces.css";

/** Nothing here (yet): what that means, and what to do about it. */
export function Empty({ title, note, action }: { title: string; note?: string; action?: ReactNode }) {
  return (
    <div className="tb-face">
      <Inbox size={40} aria-hidden="true" />
      <p className="tb-face__title">{title}</p>
      {note !== undefined && <p className="tb-note">{note}</p>}
      {action}
    </div>
  );
}

/** It could not be shown: why, in the reader's words, and a way to try again. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const t = useTranslations("faces");
  const text = useFailureText();
  return (
    <div className="tb-face" role="alert">
      <CircleAlert size={40} aria-hidden="true" />
      <p className="tb-face__title">{t("failed")}</p>
      <p className="tb-note">{text(error)}</p>
      {onRetry && (
        <Button size="small" onPress={onRetry}>
          {t("retry")}
        </Button>
      )}
    </div>
  );
}

/** Holds the place of what is being loaded, in about its size. */
export function Skeleton({ rows = 4 }: { rows?: number }) {
  const t = useTranslations("faces");
  return (
    <div className="tb-skeleton" role="status">
      <span className="tb-hidden">{t("loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="tb-skeleton__row" aria-hidden="true" />
      ))}
    </div>
  );
}
