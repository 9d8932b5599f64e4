import type { TakingsView } from "@tillbook/api/views";
import type { Currency } from "@tillbook/domain/money";
import { lazy, Suspense } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Skeleton } from "../../components/faces.tsx";
import { Card } from "../../components/page.tsx";
import { dayWords } from "../../components/time-text.tsx";
import { daySpan, hourSpan } from "../../lib/day.ts";
import { dayBars, hourBars } from "./spans.ts";
import { TakingsTable } from "./takings-table.tsx";
import "./takings.css";

// Charts weigh more than all the rest of the page: they come when one is shown.
const TakingsChart = lazy(() => import("./takings-chart.tsx"));

/** A time of payment, as instants: where a figure's rows are found. */
export type PaidSpan = { from: string; to: string };
type TakingsProps = { view: TakingsView; currency: Currency; face: "chart" | "table"; onOpen: (span: PaidSpan) => void };

/** One currency's takings by hour and by day, as bars or as a table of the same numbers. */
export function Takings({ view, currency, face, onOpen }: TakingsProps) {
  const t = useTranslations("today");
  const locale = useLocale();
  const hours = hourBars(view, currency);
  const days = dayBars(view, currency);
  const shortDay = new Intl.DateTimeFormat(locale, { month: "numeric", day: "numeric", timeZone: "UTC" });
  const hourWord = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  const parts = [
    {
      title: t("byHour"),
      bars: hours.map((each) => ({ ...each, word: hourWord(each.key), tick: hourWord(each.key), span: hourSpan(view.day, each.key) })),
    },
    {
      title: t("byDay"),
      bars: days.map((each) => ({
        ...each,
        word: dayWords(each.key, locale),
        tick: shortDay.format(new Date(`${each.key}T00:00:00Z`)),
        span: daySpan(each.key),
      })),
    },
  ];
  return (
    <div className="tb-takings">
      {parts.map(({ title, bars }) => (
        <Card key={title} title={title} note={t("clock")}>
          {face === "table" ? (
            <TakingsTable caption={title} bars={bars} />
          ) : (
            <Suspense fallback={<Skeleton rows={5} />}>
              <TakingsChart caption={title} bars={bars} currency={currency} onOpen={onOpen} />
            </Suspense>
          )}
        </Card>
      ))}
    </div>
  );
}
