import { Link } from "@tanstack/react-router";
import { useLocale, useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { dayWords } from "../../components/time-text.tsx";

/** From a statement to the days it speaks about. */
export function DayLinks({ days }: { days: readonly string[] }) {
  const t = useTranslations("statements");
  const locale = useLocale();
  return (
    <div className="tb-links">
      {days.map((day) => (
        <Link key={day} to="/reconcile/$day" params={{ day }} className={buttonClass("default", "small")}>
          {t("toDay", { day: dayWords(day, locale) })}
        </Link>
      ))}
    </div>
  );
}

export function FirstFile({ file }: { file: { id: string; name: string } | null }) {
  if (file === null) return null;
  return (
    <Link to="/reconcile/statements/$fileId" params={{ fileId: file.id }}>
      {file.name}
    </Link>
  );
}
