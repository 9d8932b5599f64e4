import type { BreakView, LineView, SuggestionView, TransactionView } from "@tillbook/api/reconciliation";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { AskWhy } from "../../../components/ask-why.tsx";
import { TextField } from "../../../components/field.tsx";
import { Sides } from "./suggestions.tsx";
import { type BreakDeeds, propose, type Said } from "./use-break-deeds.ts";
import { keyOfSuggestion, useSuggestions } from "./use-suggestions.ts";

type LinkProps = {
  aBreak: BreakView;
  /** What the person chose beside the break already. */
  suggestion: SuggestionView | undefined;
  deeds: BreakDeeds;
  onClose: () => void;
  onDone: (said: Said) => void;
};

/** Ties rows and transactions by hand: one of the suggestions, or a row and the numbers of transactions as typed. */
export function LinkDialog({ aBreak, suggestion, deeds, onClose, onDone }: LinkProps) {
  const t = useTranslations("breaks");
  const faults = useTranslations("faults");
  const group = useId();
  const list = useSuggestions(aBreak);
  const offered = list.data ?? [];
  const [at, setAt] = useState(() => Math.max(0, suggestion ? offered.map(keyOfSuggestion).indexOf(keyOfSuggestion(suggestion)) : 0));
  const [typed, setTyped] = useState("");
  const [isTried, setIsTried] = useState(false);
  const chosen = typed.trim() === "" ? offered[at] : undefined;
  const sides = chosen ?? typedSides(aBreak, typed);
  const send = (reason: string) => {
    setIsTried(true);
    if (sides === null) return;
    const lines = sides.lines.map(({ fileId, lineNo }) => ({ fileId, lineNo }));
    const wish = { action: "LINK" as const, lines, syssns: sides.transactions.map(({ syssn }) => syssn) };
    deeds.mutate(propose([aBreak], wish, { reason, evidence: "", files: [] }), { onSuccess: onDone });
  };
  return (
    <AskWhy
      title={t("actions.LINK.title")}
      word={t("actions.LINK.word")}
      label={t("fields.reason")}
      isBusy={deeds.isPending}
      error={deeds.error}
      onClose={onClose}
      onSend={send}
    >
      <p>{t("actions.LINK.note")}</p>
      {offered.length > 0 && (
        <fieldset className="tb-choices">
          <legend className="tb-field__label">{t("suggestions.title")}</legend>
          {offered.map((each, index) => (
            <label key={keyOfSuggestion(each)}>
              <input type="radio" name={group} checked={chosen === each} onChange={() => choose(index)} />
              <Sides suggestion={each} />
            </label>
          ))}
        </fieldset>
      )}
      {aBreak.line !== null && (
        <TextField
          label={t("fields.syssns")}
          note={t("fields.syssnsNote")}
          value={typed}
          onChange={setTyped}
          fault={isTried && sides === null ? faults("required") : undefined}
        />
      )}
      {aBreak.line === null && offered.length === 0 && <p>{t("suggestions.none")}</p>}
    </AskWhy>
  );

  function choose(index: number): void {
    setAt(index);
    setTyped("");
  }
}

/** The break's own row beside the numbers as typed; null when there is nothing to tie. */
function typedSides(
  aBreak: BreakView,
  typed: string,
): { lines: Pick<LineView, "fileId" | "lineNo">[]; transactions: Pick<TransactionView, "syssn">[] } | null {
  const syssns = typed.split(/[\s,，、]+/).filter((text) => text !== "");
  if (aBreak.line === null || syssns.length === 0) return null;
  return { lines: [aBreak.line], transactions: syssns.map((syssn) => ({ syssn })) };
}
