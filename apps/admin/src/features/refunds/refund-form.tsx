import type { FeasibilityView, MoneyView, OrderDetail } from "@tillbook/api/views";
import { formatMajor, parseAmount } from "@tillbook/domain/money";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { useFailureText, useFaultText, useFieldFaults } from "../../components/failure-text.ts";
import { SelectField, TextField } from "../../components/field.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Notice } from "../../components/notice.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { failureOf } from "../../lib/failure.ts";
import { inputText, moneyFrom, moneyText } from "../../lib/money-view.ts";
import { CheckList } from "./check-list.tsx";
import { ConfirmRefund } from "./confirm-refund.tsx";
import { useFeasibility } from "./use-feasibility.ts";
import { useRefund } from "./use-refund.ts";
import "./refunds.css";

type Faults = { amount?: string; reason?: string };
type RefundFormProps = { order: OrderDetail; paymentId?: string | undefined; reason?: string; onDone: () => void };

/**
 * Gives back part or all of a payment of an order, after showing what stands in the way and exactly what will happen. Starts with
 * `paymentId`, else with the payment that counts, and with the `reason` that is known. `onDone` is called once the request stands.
 */
export function RefundForm({ order, paymentId: wanted, reason = "", onDone }: RefundFormProps) {
  const t = useTranslations("refunds");
  const paid = order.payments.filter((payment) => payment.state === "paid");
  const first = paid.find(({ id }) => id === wanted) ?? paid.find(({ counts }) => counts) ?? paid[0];
  const [paymentId, setPaymentId] = useState(first?.id ?? "");
  const [typed, setTyped] = useState<string | null>(null); // null: everything that is left
  const amount = typed === null || !parseAmount(typed, order.amount.currency).ok ? null : typed;
  const feasibility = useFeasibility(paymentId, amount);
  if (feasibility.isPending) return <Skeleton rows={5} />;
  if (feasibility.isError) return <Failed error={feasibility.error} onRetry={() => void feasibility.refetch()} />;
  return (
    <>
      {paid.length > 1 && (
        <SelectField
          label={t("payment")}
          value={paymentId}
          onChange={setPaymentId}
          options={paid.map(({ id, outTradeNo }) => ({ value: id, label: outTradeNo }))}
        />
      )}
      <Form key={paymentId} {...{ order, paymentId, typed, reason, onDone }} known={feasibility.data} onTyped={setTyped} />
    </>
  );
}

type FormProps = {
  order: OrderDetail;
  paymentId: string;
  known: FeasibilityView;
  typed: string | null;
  reason: string;
  onTyped: (typed: string | null) => void;
  onDone: () => void;
};

function Form({ order, paymentId, known, typed, reason: knownReason, onTyped, onDone }: FormProps) {
  const t = useTranslations("refunds");
  const locale = useLocale();
  const faultText = useFaultText();
  const [reason, setReason] = useState(knownReason);
  const [faults, setFaults] = useState<Faults>({});
  const [asking, setAsking] = useState<MoneyView | null>(null);
  const { send, mutation } = useRefund(onDone);
  const serverFaults = useFieldFaults(mutation.error);
  const left = known.standing.refundable;
  const isRefused = known.checks.some(({ is, about }) => is === "refused" && about !== "left");

  const ask = () => {
    const read = parseAmount(typed ?? inputText(left), left.currency);
    const found: Faults = {};
    if (!read.ok) found.amount = typed === null ? t("nothingLeft") : faultText("amount", typed === "" ? "required" : read.fault);
    else if (read.amount.minor > moneyFrom(left).minor) found.amount = t("tooMuch", { left: moneyText(left, locale) });
    if (reason.trim() === "") found.reason = faultText("reason", "required");
    setFaults(found);
    if (read.ok && !isRefused && found.amount === undefined && found.reason === undefined)
      setAsking({ amount: formatMajor(read.amount), currency: left.currency });
  };

  return (
    <form
      className="tb-form tb-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <p>
        {t("left")} <MoneyText value={left} />
      </p>
      <Segmented
        label={t("how")}
        value={typed === null ? "full" : "part"}
        onChange={(part) => onTyped(part === "full" ? null : "")}
        options={[
          { value: "full", label: t("full") },
          { value: "part", label: t("part") },
        ]}
      />
      {typed !== null && (
        <TextField
          label={t("amount", { currency: left.currency })}
          inputMode="decimal"
          value={typed}
          onChange={(text) => onTyped(text.trim())}
          fault={faults.amount ?? serverFaults["amount"]}
        />
      )}
      {typed === null && faults.amount !== undefined && <Notice tone="bad">{faults.amount}</Notice>}
      <TextField
        label={t("reason")}
        note={t("reasonNote")}
        value={reason}
        onChange={setReason}
        fault={faults.reason ?? serverFaults["reason"]}
      />
      <CheckList checks={known.checks} maximumAgeDays={known.maximumAgeDays} />
      <Refusal error={mutation.error} />
      <Button type="submit" look="primary" className="tb-btn-wide" isDisabled={isRefused}>
        {t("continue")}
      </Button>
      {asking && (
        <ConfirmRefund
          known={known}
          amount={asking}
          reason={reason.trim()}
          isBusy={mutation.isPending}
          onBack={() => setAsking(null)}
          onConfirm={() => send({ paymentId, amount: asking.amount, reason: reason.trim() }, order, () => setAsking(null))}
        />
      )}
    </form>
  );
}

/** What the server refused, unless a field says it. */
function Refusal({ error }: { error: unknown }) {
  const failureText = useFailureText();
  if (!error || ["amount", "reason"].includes(failureOf(error).fields[0]?.field ?? "")) return null;
  return (
    <Notice tone="bad" isNews>
      {failureText(error)}
    </Notice>
  );
}
