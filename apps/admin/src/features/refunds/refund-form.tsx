import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { MoneyView, OrderDetail } from "@tillbook/api/views";
import { formatMajor, parseAmount, subtract } from "@tillbook/domain/money";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Question } from "../../components/drawer.tsx";
import { useFailureText, useFaultText, useFieldFaults } from "../../components/failure-text.ts";
import { SelectField, TextField } from "../../components/field.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Notice } from "../../components/notice.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { failureOf } from "../../lib/failure.ts";
import { inputText, moneyFrom, moneyText } from "../../lib/money-view.ts";
import { useRequestId } from "../../lib/request-id.ts";
import { trpc } from "../../lib/trpc.ts";
import "./refunds.css";

type Faults = { amount?: string; reason?: string };

/** Gives back part or all of a paid order, after showing exactly what will happen. `onDone` is called once the request stands. */
export function RefundForm({ order, onDone }: { order: OrderDetail; onDone: () => void }) {
  const t = useTranslations("refunds");
  const locale = useLocale();
  const faultText = useFaultText();
  const failureText = useFailureText();
  const paid = order.payments.filter((payment) => payment.state === "paid");
  const [paymentId, setPaymentId] = useState(paid.find((payment) => payment.counts)?.id ?? paid[0]?.id ?? "");
  const [part, setPart] = useState<"full" | "part">("full");
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [faults, setFaults] = useState<Faults>({});
  const [asking, setAsking] = useState<MoneyView | null>(null);
  const { send, mutation } = useRefund(onDone);
  const serverFaults = useFieldFaults(mutation.error);
  const left = order.refundable;

  const ask = () => {
    const read = parseAmount(part === "full" ? inputText(left) : typed, left.currency);
    const found: Faults = {};
    if (!read.ok) found.amount = faultText("amount", typed === "" ? "required" : read.fault);
    else if (read.amount.minor > moneyFrom(left).minor) found.amount = t("tooMuch", { left: moneyText(left, locale) });
    if (reason.trim() === "") found.reason = faultText("reason", "required");
    setFaults(found);
    if (read.ok && found.amount === undefined && found.reason === undefined)
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
      {paid.length > 1 && (
        <SelectField
          label={t("payment")}
          value={paymentId}
          onChange={setPaymentId}
          options={paid.map(({ id, outTradeNo }) => ({ value: id, label: outTradeNo }))}
        />
      )}
      <Segmented
        label={t("how")}
        value={part}
        onChange={setPart}
        options={[
          { value: "full", label: t("full") },
          { value: "part", label: t("part") },
        ]}
      />
      {part === "part" && (
        <TextField
          label={t("amount", { currency: left.currency })}
          inputMode="decimal"
          value={typed}
          onChange={(text) => setTyped(text.trim())}
          fault={faults.amount ?? serverFaults["amount"]}
        />
      )}
      {part === "full" && faults.amount !== undefined && <Notice tone="bad">{faults.amount}</Notice>}
      <TextField
        label={t("reason")}
        note={t("reasonNote")}
        value={reason}
        onChange={setReason}
        fault={faults.reason ?? serverFaults["reason"]}
      />
      {mutation.error && failureOf(mutation.error).fields.length === 0 && (
        <Notice tone="bad" isNews>
          {failureText(mutation.error)}
        </Notice>
      )}
      <Button type="submit" look="primary" className="tb-btn-wide">
        {t("continue")}
      </Button>
      {asking && (
        <Confirm
          order={order}
          amount={asking}
          reason={reason.trim()}
          isBusy={mutation.isPending}
          onBack={() => setAsking(null)}
          onConfirm={() => send({ paymentId, amount: asking.amount, reason: reason.trim() }, () => setAsking(null))}
        />
      )}
    </form>
  );
}

/** Sends a refund once: the same request keeps its id until it was answered. */
function useRefund(onDone: () => void) {
  const cache = useQueryClient();
  const requestId = useRequestId();
  const mutation = useMutation(
    trpc.refunds.create.mutationOptions({
      onSuccess: (order) => {
        requestId.settled();
        cache.setQueryData(trpc.orders.byId.queryKey({ orderId: order.id }), order);
        void cache.invalidateQueries({ queryKey: trpc.orders.list.pathKey() });
        onDone();
      },
    }),
  );
  const send = (command: { paymentId: string; amount: string; reason: string }, onSettled: () => void) =>
    mutation.mutate({ requestId: requestId.idFor(command), ...command }, { onSettled });
  return { send, mutation };
}

type ConfirmProps = { order: OrderDetail; amount: MoneyView; reason: string; isBusy: boolean; onBack: () => void; onConfirm: () => void };

function Confirm({ order, amount, reason, isBusy, onBack, onConfirm }: ConfirmProps) {
  const t = useTranslations("refunds");
  const locale = useLocale();
  const rest = subtract(moneyFrom(order.refundable), moneyFrom(amount));
  return (
    <Question
      title={t("question", { amount: moneyText(amount, locale) })}
      onClose={onBack}
      actions={
        <>
          <Button onPress={onBack}>{t("back")}</Button>
          <Button look="warn" isBusy={isBusy} onPress={onConfirm}>
            {t("confirm", { amount: moneyText(amount, locale) })}
          </Button>
        </>
      }
    >
      <ul className="tb-refunds__steps">
        <li>{t("stepBack", { amount: moneyText(amount, locale) })}</li>
        <li>{t("stepLeft", { left: moneyText({ amount: formatMajor(rest), currency: amount.currency }, locale) })}</li>
        <li>{t("stepReason", { reason })}</li>
        <li>{t("stepFinal")}</li>
      </ul>
    </Question>
  );
}
