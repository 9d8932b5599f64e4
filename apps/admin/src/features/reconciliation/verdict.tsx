import type { EntryView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../components/money-text.tsx";
import { DayText } from "../../components/time-text.tsx";
import { isZero } from "../../lib/money-view.ts";
import { EntryWord } from "./entry-word.tsx";

/** What was decided about an entry, and what that means. */
export function Verdict({ entry }: { entry: EntryView }) {
  return (
    <div className="tb-verdict">
      <div className="tb-verdict__words">
        <EntryWord entry={entry} />
      </div>
      <Meaning entry={entry} />
    </div>
  );
}

function Meaning({ entry }: { entry: EntryView }) {
  const t = useTranslations("reconcile");
  switch (entry.kind) {
    case "matched":
      return (
        <>
          {entry.carriedIn && <p>{t("carriedIn")}</p>}
          {entry.explained.map((each) => (
            <p key={each.code}>
              {t(`explained.${each.code}`)} {!isZero(each) && <MoneyText value={each} />}
            </p>
          ))}
        </>
      );
    case "broken":
      return (
        <>
          {entry.codes.map((code) => (
            <p key={code}>{t(`breaks.${code}.note`)}</p>
          ))}
          <p>
            {t("difference")} <MoneyText value={{ amount: entry.difference, currency: entry.currency }} />
          </p>
        </>
      );
    case "carried":
      return (
        <>
          <p>{t(`carries.${entry.reason}.note`)}</p>
          <p>
            {t("expectedBy")} <DayText day={entry.expectedValueDate} />
          </p>
        </>
      );
    case "ignored":
      return <p>{t(`ignores.${entry.reason}.note`)}</p>;
  }
}
