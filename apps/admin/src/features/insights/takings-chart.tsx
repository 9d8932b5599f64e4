import type { Currency } from "@tillbook/domain/money";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useLocale, useTranslations } from "use-intl";
import { MoneyText } from "../../components/money-text.tsx";
import type { PaidSpan } from "./takings.tsx";
import type { BarsProps, TakingsBar } from "./takings-table.tsx";

const HEIGHT = 220;

/** Bars that open the orders behind them. Screen readers get one sentence; the table beside holds every number. */
export default function TakingsChart({
  caption,
  bars,
  currency,
  onOpen,
}: BarsProps & { currency: Currency; onOpen: (span: PaidSpan) => void }) {
  const t = useTranslations("today");
  const locale = useLocale();
  const short = new Intl.NumberFormat(locale, { notation: "compact" });
  return (
    <div className="tb-chart" role="img" aria-label={t("chartLabel", { caption, currency })}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <BarChart data={[...bars]} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--weui-FG-3)" />
          <XAxis
            dataKey="tick"
            tickLine={false}
            axisLine={false}
            interval="preserveStartEnd"
            minTickGap={16}
            tick={{ fill: "var(--weui-FG-1)", fontSize: 12 }}
          />
          <YAxis
            width={44}
            tickLine={false}
            axisLine={false}
            tickFormatter={(value: number) => short.format(value)}
            tick={{ fill: "var(--weui-FG-1)", fontSize: 12 }}
          />
          <Tooltip
            cursor={{ fill: "var(--tb-field)" }}
            content={({ payload }) => <Tip bar={bars.find((bar) => bar.word === payload?.[0]?.payload?.word)} />}
            isAnimationActive={false}
          />
          <Bar
            dataKey="length"
            fill="var(--tb-chart-1)"
            radius={[3, 3, 0, 0]}
            isAnimationActive={false}
            className="tb-chart__bar"
            onClick={(_, at) => open(bars[at])}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );

  function open(bar: TakingsBar | undefined): void {
    if (bar && bar.count > 0) onOpen(bar.span);
  }
}

function Tip({ bar }: { bar: TakingsBar | undefined }) {
  const t = useTranslations("today");
  if (!bar) return null;
  return (
    <div className="tb-chart__tip">
      <p className="tb-note">{bar.word}</p>
      <p>
        <MoneyText value={bar.paid} /> · {t("payments", { count: bar.count })}
      </p>
    </div>
  );
}
