import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { BankRowView, PayoutsView } from "@tillbook/api/settlement";
import { may } from "@tillbook/domain/staff";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../../components/button.tsx";
import { Empty, Failed, Skeleton } from "../../../components/faces.tsx";
import { Card } from "../../../components/page.tsx";
import { DayText } from "../../../components/time-text.tsx";
import { useSession } from "../../../lib/session.ts";
import { trpc } from "../../../lib/trpc.ts";
import { BankActions } from "./bank-actions.tsx";
import { Disputes } from "./disputes.tsx";
import { BankRow, BatchList, PayoutCard } from "./payout-card.tsx";
import "../../../components/data-table.css";
import "./payouts.css";
import { needsWork, otherRows, trailOf } from "./trail.ts";

const SHOWN_DAYS = 14;

/** From QFPay's batches to the bank: what is open first, then what was paid, what is still to come, and receipts that nobody knows. */
export function PayoutTrail() {
  const t = useTranslations("payouts");
  const { role } = useSession();
  const payouts = useQuery(trpc.settlement.payouts.queryOptions({}, { refetchInterval: 30_000 }));
  if (payouts.isPending) return <Skeleton rows={6} />;
  if (payouts.isError) return <Failed error={payouts.error} onRetry={() => void payouts.refetch()} />;
  const view = payouts.data;
  const trail = trailOf(view);
  const others = otherRows(view);
  const actions = (row: BankRowView) => may(role, "resolveBreak") && row.status === "BROKEN" && <BankActions row={row} />;
  if (trail.length === 0 && others.length === 0 && view.unpaid.length === 0)
    return (
      <Empty
        title={t("empty")}
        note={t("emptyNote")}
        action={
          <Link to="/reconcile/statements" className={buttonClass("default", "small")}>
            {t("toImport")}
          </Link>
        }
      />
    );
  return (
    <>
      {others.length > 0 && (
        <Card title={t("others", { count: others.length })} note={t("othersNote")}>
          {others.map((row) => (
            <BankRow key={row.line} row={row} actions={actions(row)} />
          ))}
        </Card>
      )}
      <div className="tb-payouts">
        {[...trail.filter(needsWork), ...trail.filter((item) => !needsWork(item))].map((item) => (
          <PayoutCard key={`${item.payout.ref} ${item.payout.currency}`} item={item} bankActions={actions} />
        ))}
      </div>
      <ToCome view={view} />
      <Disputes />
    </>
  );
}

function ToCome({ view }: { view: PayoutsView }) {
  const t = useTranslations("payouts");
  const dates = view.expectedValueDates.slice(-SHOWN_DAYS);
  return (
    <div className="tb-payouts">
      <Card title={t("unpaid")} note={t("unpaidNote")}>
        {view.unpaid.length === 0 ? <p>{t("noUnpaid")}</p> : <BatchList batches={view.unpaid} />}
      </Card>
      {dates.length > 0 && (
        <Card title={t("expected")} note={t("expectedNote")}>
          <ul className="tb-plain-list">
            {dates.map(({ settleDay, valueDate }) => (
              <li key={settleDay} className="tb-two-lines">
                <Link to="/reconcile/$day" params={{ day: settleDay }} search={{}}>
                  <DayText day={settleDay} weekday />
                </Link>
                <DayText day={valueDate} weekday />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
