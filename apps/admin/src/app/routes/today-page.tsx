import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { TakingsView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { DayPicker } from "../../components/day-picker.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Card, Page } from "../../components/page.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { Takings } from "../../features/insights/index.ts";
import { daySpan, today } from "../../lib/day.ts";
import { useOrderChanges } from "../../lib/live.ts";
import { useNow } from "../../lib/now.ts";
import { trpc } from "../../lib/trpc.ts";
import "./today-page.css";

const A_MINUTE_MS = 60_000;
const route = getRouteApi("/desk/today");

/** What came in on a day. Every figure opens the orders behind it. */
export function TodayPage() {
  const t = useTranslations("today");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  useOrderChanges();
  const now = today(useNow(A_MINUTE_MS));
  const day = search.day ?? now;
  const takings = useQuery(trpc.insights.takings.queryOptions({ day }, { placeholderData: (before) => before }));
  return (
    <Page
      title={day === now ? t("title") : t("titleOther")}
      actions={
        <DayPicker
          day={day}
          last={now}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, day: next === now ? undefined : next }), replace: true })}
        />
      }
    >
      {takings.isPending && <Skeleton rows={6} />}
      {takings.isError && <Failed error={takings.error} onRetry={() => void takings.refetch()} />}
      {takings.data && <Filled view={takings.data} />}
    </Page>
  );
}

function Filled({ view }: { view: TakingsView }) {
  const t = useTranslations("today");
  const search = route.useSearch();
  const routeNavigate = route.useNavigate();
  const navigate = useNavigate();
  const currencies = [...new Set([...view.totals, ...view.days].map((each) => each.currency))];
  const currency = currencies.find((each) => each === search.currency) ?? currencies[0];
  if (currency === undefined) return <Empty title={t("empty")} note={t("emptyNote")} />;
  const face = search.view ?? "chart";
  return (
    <>
      {view.totals.length === 0 && <Empty title={t("empty")} note={t("emptyNote")} />}
      <div className="tb-totals">
        {view.totals.map((total) => (
          <Totals key={total.currency} total={total} day={view.day} />
        ))}
      </div>
      <div className="tb-today__choices">
        <Segmented
          label={t("view")}
          value={face}
          onChange={(chosen) => void routeNavigate({ search: (before) => ({ ...before, view: chosen }), replace: true })}
          options={[
            { value: "chart", label: t("chart") },
            { value: "table", label: t("table") },
          ]}
        />
        {currencies.length > 1 && (
          <Segmented
            label={t("currency")}
            value={currency}
            onChange={(chosen) => void routeNavigate({ search: (before) => ({ ...before, currency: chosen }), replace: true })}
            options={currencies.map((each) => ({ value: each, label: each }))}
          />
        )}
      </div>
      <Takings
        view={view}
        currency={currency}
        face={face}
        onOpen={({ from, to }) => void navigate({ to: "/orders", search: { state: "paid", currency, paidFrom: from, paidTo: to } })}
      />
    </>
  );
}

function Totals({ total, day }: { total: TakingsView["totals"][number]; day: string }) {
  const t = useTranslations("today");
  const { from, to } = daySpan(day);
  return (
    <Card title={total.currency}>
      <p className="tb-totals__net">
        <span className="tb-note">{t("net")}</span>
        <MoneyText value={total.net} />
      </p>
      <div className="tb-totals__parts">
        <Link to="/orders" search={{ state: "paid", currency: total.currency, paidFrom: from, paidTo: to }} className="tb-totals__part">
          <span className="tb-note">{t("paid")}</span>
          <MoneyText value={total.paid} />
          <span className="tb-note">{t("payments", { count: total.paidCount })}</span>
        </Link>
        <Link to="/orders" search={{ currency: total.currency, refundedFrom: from, refundedTo: to }} className="tb-totals__part">
          <span className="tb-note">{t("refunded")}</span>
          <MoneyText value={total.refunded} />
          <span className="tb-note">{t("refunds", { count: total.refundedCount })}</span>
        </Link>
      </div>
    </Card>
  );
}
