import { Link } from "@tanstack/react-router";
import type { BankRowView, BatchView } from "@tillbook/api/settlement";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../../components/money-text.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { StateBadge } from "../../../components/state-badge.tsx";
import { DayText } from "../../../components/time-text.tsx";
import { BankBadge } from "./bank-badge.tsx";
import type { TrailItem } from "./trail.ts";

type PayoutCardProps = { item: TrailItem; bankActions: (row: BankRowView) => ReactNode };

/** One payout from its batches to the bank: three steps, each with its sum. */
export function PayoutCard({ item: { payout, bank }, bankActions }: PayoutCardProps) {
  const t = useTranslations("payouts");
  const { currency } = payout;
  return (
    <Card
      title={<span className="tb-id">{payout.ref}</span>}
      actions={
        payout.status === "MATCHED" ? (
          <StateBadge tone="good" shape="tick">
            {t("adds")}
          </StateBadge>
        ) : (
          <StateBadge tone="bad" shape="triangle">
            {t("differs")}
          </StateBadge>
        )
      }
    >
      <ol className="tb-trail">
        <li>
          <h3 className="tb-note">{t("batches")}</h3>
          {payout.batches.length === 0 && <p>{t("noBatches")}</p>}
          <BatchList batches={payout.batches} />
        </li>
        <li>
          <h3 className="tb-note">{t("payout")}</h3>
          <p className="tb-two-lines">
            <span>
              {t("valueDate")} <DayText day={payout.valueDate} />
            </span>
            <strong>
              <MoneyText value={{ amount: payout.amount, currency }} />
            </strong>
          </p>
          {payout.status === "BROKEN" && (
            <Notice tone="bad">
              {t("mismatch")} <MoneyText value={{ amount: payout.difference, currency }} />
            </Notice>
          )}
        </li>
        <li>
          <h3 className="tb-note">{t("bank")}</h3>
          {bank.length === 0 && <p>{t("noBank")}</p>}
          {bank.map((row) => (
            <BankRow key={row.line ?? `waiting ${row.valueDate}`} row={row} actions={bankActions(row)} />
          ))}
        </li>
      </ol>
    </Card>
  );
}

export function BatchList({ batches }: { batches: readonly BatchView[] }) {
  return (
    <ul className="tb-plain-list">
      {batches.map((batch) => (
        <li key={`${batch.batchNo} ${batch.currency}`} className="tb-two-lines">
          <span>
            <span className="tb-id">{batch.batchNo}</span> ·{" "}
            <Link to="/reconcile/$day" params={{ day: batch.tradeDate }} search={{}}>
              <DayText day={batch.tradeDate} />
            </Link>
          </span>
          <MoneyText value={{ amount: batch.amount, currency: batch.currency }} />
        </li>
      ))}
    </ul>
  );
}

/** A row of the bank's, or a payout that the bank has not received. */
export function BankRow({ row, actions }: { row: BankRowView; actions: ReactNode }) {
  const t = useTranslations("payouts");
  const [code] = row.codes;
  const [charge] = row.explained;
  return (
    <div className="tb-bank">
      <div className="tb-two-lines">
        <div>
          {row.line === null ? (
            <p>{row.until === null ? t("notReceived") : t("stillInTime")}</p>
          ) : (
            <p className="tb-bank__text">{row.text === "" ? (row.reference ?? "–") : row.text}</p>
          )}
          <p className="tb-note">
            <DayText day={row.until ?? row.valueDate} />
          </p>
          {row.line !== null && row.fileId !== null && (
            <p>
              <Link to="/reconcile/statements/$fileId" params={{ fileId: row.fileId }} className="tb-id">
                {row.line}
              </Link>
            </p>
          )}
        </div>
        <div>
          {row.line !== null && (
            <strong>
              <MoneyText value={{ amount: row.amount, currency: row.currency }} />
            </strong>
          )}
          <BankBadge row={row} />
        </div>
      </div>
      {charge !== undefined && (
        <p className="tb-note">
          {t("charge")} <MoneyText value={{ amount: charge.amount, currency: row.currency }} />
        </p>
      )}
      {code !== undefined && (
        <p>
          {t(`bankCodes.${code}.note`)} {row.difference !== "" && <MoneyText value={{ amount: row.difference, currency: row.currency }} />}
        </p>
      )}
      {actions}
    </div>
  );
}
