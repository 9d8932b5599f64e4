import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DisputeView } from "@tillbook/api/settlement";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../../components/money-text.tsx";
import { Card } from "../../../components/page.tsx";
import { type Shape, StateBadge, type Tone } from "../../../components/state-badge.tsx";
import { DayText } from "../../../components/time-text.tsx";
import { trpc } from "../../../lib/trpc.ts";

const LOOKS = {
  OPEN: { tone: "warn", shape: "half" },
  WON: { tone: "good", shape: "tick" },
  LOST: { tone: "bad", shape: "cross" },
} as const satisfies Record<DisputeView["state"], { tone: Tone; shape: Shape }>;

/** Payments that shoppers dispute: what QFPay took back, and how each ended. Nothing while there is none. */
export function Disputes() {
  const t = useTranslations("payouts");
  const disputes = useQuery(trpc.settlement.disputes.queryOptions());
  if (disputes.data === undefined || disputes.data.length === 0) return null;
  return (
    <Card title={t("disputes", { count: disputes.data.length })} note={t("disputesNote")}>
      <ul className="tb-plain-list">
        {disputes.data.map((dispute) => (
          <li key={`${dispute.fileId}#${dispute.lineNo}`} className="tb-two-lines">
            <span>
              <span className="tb-id">{dispute.syssn ?? "–"}</span>
              <br />
              <Link to="/reconcile/$day" params={{ day: dispute.openedOn }} search={{}}>
                <DayText day={dispute.openedOn} />
              </Link>
            </span>
            <span>
              <MoneyText value={{ amount: dispute.amount, currency: dispute.currency }} />
              <StateBadge {...LOOKS[dispute.state]}>{t(`disputeStates.${dispute.state}`)}</StateBadge>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
