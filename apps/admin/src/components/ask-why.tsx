import { type ReactNode, useEffect, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, type ButtonLook } from "./button.tsx";
import { Question } from "./drawer.tsx";
import { useFailureText, useFaultText } from "./failure-text.ts";
import { TextField } from "./field.tsx";
import { Notice } from "./notice.tsx";

type AskWhyProps = {
  title: string;
  /** What the button that does it says. */
  word: string;
  look?: ButtonLook;
  label: string;
  /** Without it the text may stay empty. */
  isNeeded?: boolean;
  isBusy: boolean;
  error: unknown;
  onClose: () => void;
  /** Gets the text as typed, trimmed. Answering false keeps what is typed: something else of the form is at fault. */
  onSend: (why: string) => unknown;
  children?: ReactNode;
};

/** A step that another person will read about: what it does, why, and one button. Enter sends. */
export function AskWhy(props: AskWhyProps) {
  const { title, word, look = "primary", label, isNeeded = true, isBusy, error, onClose, onSend, children } = props;
  const t = useTranslations("layers");
  const form = useId();
  const faultText = useFaultText();
  const failureText = useFailureText();
  const [why, setWhy] = useState("");
  const [fault, setFault] = useState<string>();
  // Whoever came by a key goes on by keys: the first field is ready to be filled in.
  useEffect(() => document.getElementById(form)?.querySelector<HTMLElement>("select, input")?.focus(), [form]);
  const send = () => {
    const said = why.trim();
    const isShort = isNeeded ? said.length < 3 : said.length > 0 && said.length < 3;
    setFault(isShort ? faultText("why", "required") : said.length > 500 ? faultText("why", "too_long") : undefined);
    if (!isShort && said.length <= 500) onSend(said);
  };
  return (
    <Question
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("back")}</Button>
          <Button look={look} type="submit" form={form} isBusy={isBusy}>
            {word}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="tb-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) send();
        }}
      >
        {children}
        <TextField label={label} value={why} onChange={setWhy} fault={fault} />
        {error !== null && error !== undefined && (
          <Notice tone="bad" isNews>
            {failureText(error)}
          </Notice>
        )}
      </form>
    </Question>
  );
}
