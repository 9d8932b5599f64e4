import { useMutation } from "@tanstack/react-query";
import type { OrderDetail } from "@tillbook/api/views";
import { type Currency, decimalsOf, parseAmount } from "@tillbook/domain/money";
import { ATTEMPT_MINUTES } from "@tillbook/domain/orders";
import { Link as LinkMark, QrCode } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useFailureText, useFaultText, useFieldFaults } from "../../components/failure-text.ts";
import { SelectField, TextField } from "../../components/field.tsx";
import { Keypad } from "../../components/keypad.tsx";
import { Notice } from "../../components/notice.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { failureOf } from "../../lib/failure.ts";
import { currencySign } from "../../lib/money-view.ts";
import { useRequestId } from "../../lib/request-id.ts";
import { trpc } from "../../lib/trpc.ts";
import { AmountField } from "./amount-field.tsx";
import "./collect-form.css";
import { recentAmounts, rememberAmount } from "./recent-amounts.ts";

type Face = "qr" | "link";

/** Asks for an amount and makes the order. `onCreated` gets it as soon as it stands. */
export function CollectForm({ currencies, onCreated }: { currencies: readonly Currency[]; onCreated: (order: OrderDetail) => void }) {
  const t = useTranslations("collect");
  const locale = useLocale();
  const failureText = useFailureText();
  const faultText = useFaultText();
  const [currency, setCurrency] = useState<Currency>(currencies[0] ?? "HKD");
  const [amount, setAmount] = useState("");
  const [face, setFace] = useState<Face>("qr");
  const [goodsName, setGoodsName] = useState("");
  const [note, setNote] = useState("");
  const [minutes, setMinutes] = useState(String(ATTEMPT_MINUTES.usual));
  const [typedFault, setTypedFault] = useState<string>();
  const requestId = useRequestId();
  const create = useMutation(
    trpc.orders.create.mutationOptions({
      onSuccess: (order) => {
        requestId.settled();
        rememberAmount(amount, currency);
        onCreated(order);
      },
    }),
  );
  const faults = useFieldFaults(create.error);
  const change = (next: string) => {
    setAmount(next);
    setTypedFault(undefined);
    if (create.error) create.reset();
  };
  const submit = () => {
    const read = parseAmount(amount, currency);
    if (!read.ok) return setTypedFault(faultText("amount", amount === "" ? "required" : read.fault));
    const command = {
      amount,
      currency,
      face,
      expiresInMinutes: Number(minutes),
      ...(goodsName.trim() === "" ? {} : { goodsName: goodsName.trim() }),
      ...(note.trim() === "" ? {} : { note: note.trim() }),
    };
    create.mutate({ requestId: requestId.idFor(command), ...command });
  };
  const recent = recentAmounts(currency);
  const hasDetailFault = ["goodsName", "note", "expiresInMinutes"].some((field) => faults[field] !== undefined);
  return (
    <form
      className="tb-collect"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="tb-collect__top">
        <AmountField
          label={t("amount")}
          sign={currencySign(currency, locale)}
          value={amount}
          onChange={change}
          fault={typedFault ?? faults["amount"]}
        />
        {currencies.length > 1 && (
          <SelectField
            label={t("currency")}
            value={currency}
            onChange={setCurrency}
            fault={faults["currency"]}
            options={currencies.map((each) => ({ value: each, label: each }))}
          />
        )}
        {recent.length > 0 && (
          <div className="tb-collect__recent" role="group" aria-label={t("recent")}>
            {recent.map((each) => (
              <button key={each} type="button" className="tb-chip" onClick={() => change(each)}>
                {each}
              </button>
            ))}
          </div>
        )}
      </div>
      <Segmented
        label={t("face")}
        value={face}
        onChange={setFace}
        options={[
          { value: "qr", label: t("faceQr"), icon: <QrCode size={18} aria-hidden="true" /> },
          { value: "link", label: t("faceLink"), icon: <LinkMark size={18} aria-hidden="true" /> },
        ]}
      />
      <details className="tb-more" open={hasDetailFault || undefined}>
        <summary>{t("more")}</summary>
        <div className="tb-form">
          <TextField
            label={t("goodsName")}
            note={t("goodsNameNote")}
            value={goodsName}
            onChange={setGoodsName}
            fault={faults["goodsName"]}
          />
          <TextField label={t("note")} note={t("noteNote")} value={note} onChange={setNote} fault={faults["note"]} />
          <SelectField
            label={t("expires")}
            value={minutes}
            onChange={setMinutes}
            fault={faults["expiresInMinutes"]}
            options={MINUTES.map((each) => ({ value: each, label: t("minutes", { count: Number(each) }) }))}
          />
        </div>
      </details>
      {create.error && failureOf(create.error).fields.length === 0 && (
        <Notice tone="bad" isNews>
          {failureText(create.error)}
        </Notice>
      )}
      <Keypad value={amount} onChange={change} decimals={decimalsOf(currency)} />
      <Button type="submit" look="primary" className="tb-btn-wide" isBusy={create.isPending}>
        {face === "qr" ? t("submitQr") : t("submitLink")}
      </Button>
    </form>
  );
}

const MINUTES = ["5", "15", "30", "60", "120"] as const;
