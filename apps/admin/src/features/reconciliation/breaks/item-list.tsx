import type { BreakView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../../components/money-text.tsx";
import { DayText } from "../../../components/time-text.tsx";
import { nameOf } from "../entry.ts";

/** Every break that a step is about, one line each: nobody decides about what they have not seen. */
export function ItemList({ breaks }: { breaks: readonly BreakView[] }) {
  const t = useTranslations("breaks");
  const fields = useTranslations("reconcile");
  return (
    <ul className="tb-items" aria-label={t("items", { count: breaks.length })}>
      {breaks.map((aBreak) => (
        <li key={`${aBreak.settleDay} ${aBreak.ordinal}`} className="tb-two-lines">
          <span>
            <span className="tb-id">{nameOf(aBreak) ?? fields("unnamed")}</span>
            <br />
            <span className="tb-note">
              <DayText day={aBreak.originalDay ?? aBreak.settleDay} /> ·{" "}
              {aBreak.codes.map((code) => fields(`breaks.${code}.word`)).join(", ")}
            </span>
          </span>
          <MoneyText value={{ amount: aBreak.difference, currency: aBreak.currency }} />
        </li>
      ))}
    </ul>
  );
}
