import { useQuery } from "@tanstack/react-query";
import type { MonthView } from "@tillbook/api/reconciliation";
import { may } from "@tillbook/domain/staff";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { useFailureText } from "../../../components/failure-text.ts";
import { TextField } from "../../../components/field.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { useSession } from "../../../lib/session.ts";
import { trpc } from "../../../lib/trpc.ts";
import { CloseBadge } from "./close-badge.tsx";
import "./closing.css";
import { ledgerFrom, type TypedLedger } from "./ledger.ts";
import { MonthChecklist } from "./month-checklist.tsx";
import { MonthSteps } from "./month-steps.tsx";
import { MonthVersions } from "./month-versions.tsx";
import { type Step, useClosing } from "./use-closing.ts";

const ASK_EVERY_MS = 10_000;

/** Closing a month: all days closed, the bank explained, and our balance equal to the ledger's, currency by currency. */
export function MonthClose({ month }: { month: string }) {
  const t = useTranslations("closing");
  const failureText = useFailureText();
  const { role } = useSession();
  const closing = useClosing();
  const [said, setSaid] = useState<Step | null>(null);
  const [typed, setTyped] = useState<TypedLedger>({});
  const ledger = ledgerFrom(typed);
  const view = useQuery(
    trpc.reconciliation.closing.month.queryOptions(
      { month, ledger },
      { refetchInterval: ASK_EVERY_MS, placeholderData: (before) => before },
    ),
  );
  if (view.isPending) return <Skeleton rows={5} />;
  if (view.isError) return <Failed error={view.error} onRetry={() => void view.refetch()} />;
  const { state, version } = view.data;
  return (
    <>
      <Card title={t("standing")} actions={<CloseBadge state={state} version={version} />}>
        <p className={said === null ? "tb-hidden" : "tb-said"} role="status">
          {said !== null && t(`said.${said}`)}
        </p>
        {state === "CLOSED" ? (
          <p>{t("monthClosedNote")}</p>
        ) : (
          <>
            {state !== "IN_REVIEW" && <LedgerFields view={view.data} typed={typed} onChange={setTyped} />}
            <MonthChecklist month={month} points={view.data.checklist} isJudged={ledger.length > 0} />
          </>
        )}
        {may(role, "closeDay") && <MonthSteps view={view.data} ledger={ledger} closing={closing} onDone={setSaid} />}
        {closing.error && (
          <Notice tone="bad" isNews>
            {failureText(closing.error)}
          </Notice>
        )}
      </Card>
      <MonthVersions closes={view.data.closes} />
    </>
  );
}

type LedgerProps = { view: MonthView; typed: TypedLedger; onChange: (typed: TypedLedger) => void };

/** What the merchant's own ledger says on the QFPay account: typed in, and held against our books. */
function LedgerFields({ view, typed, onChange }: LedgerProps) {
  const t = useTranslations("closing.ledger");
  if (view.closing.length === 0) return null;
  return (
    <fieldset className="tb-ledger">
      <legend className="tb-field__label">{t("title")}</legend>
      <p className="tb-note">{t("note")}</p>
      {view.closing.map(({ currency, amount }) => (
        <TextField
          key={currency}
          label={t("currency", { currency })}
          note={t("ours", { amount, currency })}
          inputMode="decimal"
          value={typed[currency] ?? ""}
          onChange={(text) => onChange({ ...typed, [currency]: text.trim() })}
          fault={isOff(typed[currency]) ? t("notAnAmount") : undefined}
        />
      ))}
    </fieldset>
  );
}

function isOff(text: string | undefined): boolean {
  return text !== undefined && text !== "" && ledgerFrom({ HKD: text }).length === 0;
}
