import type { BreakView, SuggestionView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { MoneyText } from "../../../components/money-text.tsx";
import { Card } from "../../../components/page.tsx";
import { LinkSumText } from "./link-sum-text.tsx";
import { keyOfSuggestion, useSuggestions } from "./use-suggestions.ts";

type SuggestionsProps = { aBreak: BreakView; onLink: ((suggestion: SuggestionView) => void) | undefined };

/** What may belong to the break, likeliest first. Nothing is tied by it: a person ties, by the button. */
export function Suggestions({ aBreak, onLink }: SuggestionsProps) {
  const t = useTranslations("breaks.suggestions");
  const list = useSuggestions(aBreak);
  return (
    <Card title={t("title")} note={t("note")}>
      {list.isPending && <Skeleton rows={2} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p>{t("none")}</p>}
      {list.data !== undefined && list.data.length > 0 && (
        <ul className="tb-suggestions">
          {list.data.map((suggestion) => (
            <li key={keyOfSuggestion(suggestion)}>
              <Sides suggestion={suggestion} />
              {onLink && (
                <Button size="small" onPress={() => onLink(suggestion)}>
                  {t("link")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** Rows on one side, transactions on the other, why they may belong together, and what they come to. */
export function Sides({ suggestion }: { suggestion: SuggestionView }) {
  const t = useTranslations("breaks.suggestions");
  const fields = useTranslations("reconcile.fields");
  return (
    <div className="tb-sides">
      <p className="tb-note">{suggestion.reasons.map((reason) => t(`reasons.${reason}`)).join(" · ")}</p>
      {suggestion.lines.map((line) => (
        <p key={`${line.fileId}#${line.lineNo}`} className="tb-two-lines">
          <span>
            <span className="tb-id">{line.syssn ?? line.outTradeNo ?? "–"}</span>{" "}
            <span className="tb-note">{fields("fileLine", { file: line.fileName, line: line.lineNo })}</span>
          </span>
          <MoneyText value={{ amount: line.gross, currency: line.currency }} />
        </p>
      ))}
      {suggestion.transactions.map((ours) => (
        <p key={ours.syssn} className="tb-two-lines">
          <span>
            <span className="tb-id">{ours.syssn}</span>{" "}
            <span className="tb-note">
              {ours.orderNumber === null ? t("ours") : t("oursOfOrder", { number: ours.orderNumber })} ·{" "}
              {fields("zoned", { time: ours.sysdtm })}
            </span>
          </span>
          <MoneyText value={{ amount: ours.amount, currency: ours.currency }} />
        </p>
      ))}
      <LinkSumText lines={suggestion.lines} transactions={suggestion.transactions} />
    </div>
  );
}
