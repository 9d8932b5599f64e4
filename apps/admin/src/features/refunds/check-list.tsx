import type { CheckView } from "@tillbook/api/views";
import { CircleCheck, CircleX, Clock, Info } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { timeWords } from "../../components/time-text.tsx";
import { moneyText } from "../../lib/money-view.ts";
import "./refunds.css";

const MARKS = { ok: CircleCheck, waits: Clock, refused: CircleX, note: Info } as const satisfies Record<CheckView["is"], unknown>;
const RANK = { refused: 0, waits: 1, note: 2, ok: 3 } as const satisfies Record<CheckView["is"], number>;

/** What was looked at before a refund: what refuses it first, then what it waits for, then what is fine. */
export function CheckList({ checks, maximumAgeDays }: { checks: readonly CheckView[]; maximumAgeDays: number }) {
  const t = useTranslations("refunds.checks");
  return (
    <ul className="tb-checks" aria-label={t("title")}>
      {checks
        .toSorted((a, b) => RANK[a.is] - RANK[b.is])
        .map((check) => (
          <Item key={check.about} check={check} days={maximumAgeDays} />
        ))}
    </ul>
  );
}

function Item({ check, days }: { check: CheckView; days: number }) {
  const t = useTranslations("refunds.checks");
  const text = useCheckText();
  const Mark = MARKS[check.is];
  return (
    <li className={`tb-check tb-check_${check.is}`}>
      <Mark size={18} aria-hidden="true" />
      <span>
        <span className="tb-hidden">{t(check.is)}: </span>
        {text(check, days)}
      </span>
    </li>
  );
}

/** One check as a sentence that says what to do. */
export function useCheckText(): (check: CheckView, days: number) => string {
  const t = useTranslations("refunds.checks");
  const locale = useLocale();
  return (check, days) => {
    const words = {
      sum: check.sum === null ? "" : moneyText(check.sum, locale),
      time: check.until === null ? "" : timeWords(check.until, "short", locale),
      days,
    };
    return check.why === null ? t(`texts.${check.about}`, words) : t(`why.${check.why}`, words);
  };
}
