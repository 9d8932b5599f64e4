import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Notice } from "./notice.tsx";
import "./shown-once.css";

type ShownOnceProps = { label: string; secret: string; note: string; onDone: () => void };

/** A secret that nobody will ever see again: to copy now, and then to put away. */
export function ShownOnce({ label, secret, note, onDone }: ShownOnceProps) {
  const t = useTranslations("shownOnce");
  return (
    <>
      <Notice tone="warn" isNews>
        {note}
      </Notice>
      <p className="tb-field__label">{label}</p>
      <p className="tb-secret tb-id" data-secret>
        {secret}
      </p>
      <div className="tb-buttons">
        <CopyButton text={secret} label={t("copy")} look="primary" />
        <Button onPress={onDone}>{t("done")}</Button>
      </div>
    </>
  );
}
