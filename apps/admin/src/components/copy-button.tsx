import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button, type ButtonLook } from "./button.tsx";

/** Puts text on the clipboard and says so. Where the browser forbids it, it asks the person to copy by hand. */
export function CopyButton({ text, label, look = "default" }: { text: string; label: string; look?: ButtonLook }) {
  const t = useTranslations("copy");
  const [state, setState] = useState<"idle" | "done" | "refused">("idle");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("done");
    } catch {
      setState("refused");
    }
  };
  return (
    <>
      <Button look={look} onPress={() => void copy()}>
        {state === "done" ? <Check size={18} aria-hidden="true" /> : <Copy size={18} aria-hidden="true" />}
        {state === "done" ? t("done") : label}
      </Button>
      <span role="status" className={state === "refused" ? "tb-note" : "tb-hidden"}>
        {state === "idle" ? "" : t(state)}
      </span>
    </>
  );
}
