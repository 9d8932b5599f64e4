import type { OrderDetail } from "@tillbook/api/views";
import { type Currency, decimalsOf } from "@tillbook/domain/money";
import { Link as LinkMark, QrCode } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { SelectField } from "../../components/field.tsx";
import { Keypad } from "../../components/keypad.tsx";
import { Notice } from "../../components/notice.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { failureOf } from "../../lib/failure.ts";
import { currencySign } from "../../lib/money-view.ts";
import { AmountField } from "./amount-field.tsx";
import { CollectExtras } from "./collect-extras.tsx";
import "./collect-form.css";
import { recentAmounts } from "./recent-amounts.ts";
import { useCollect } from "./use-collect.ts";

/** Asks for an amount and makes the order. `onCreated` gets it as soon as it stands. */
export function CollectForm({ currencies, onCreated }: { currencies: readonly Currency[]; onCreated: (order: OrderDetail) => void }) {
  const t = useTranslations("collect");
  const locale = useLocale();
  const failureText = useFailureText();
  const { draft, change, submit, faults, error, isBusy } = useCollect(currencies[0] ?? "HKD", onCreated);
  const amount = (text: string) => change({ amount: text });
  return (
    <form
      className="tb-collect"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AmountField
        label={t("amount")}
        sign={currencySign(draft.currency, locale)}
        value={draft.amount}
        onChange={amount}
        fault={faults["amount"]}
      />
      {currencies.length > 1 && (
        <SelectField
          label={t("currency")}
          value={draft.currency}
          onChange={(currency) => change({ currency })}
          fault={faults["currency"]}
          options={currencies.map((each) => ({ value: each, label: each }))}
        />
      )}
      <Recent currency={draft.currency} onChoose={amount} />
      <Segmented
        label={t("face")}
        value={draft.face}
        onChange={(face) => change({ face })}
        options={[
          { value: "qr", label: t("faceQr"), icon: <QrCode size={18} aria-hidden="true" /> },
          { value: "link", label: t("faceLink"), icon: <LinkMark size={18} aria-hidden="true" /> },
        ]}
      />
      <CollectExtras draft={draft} change={change} faults={faults} />
      {error && failureOf(error).fields.length === 0 && (
        <Notice tone="bad" isNews>
          {failureText(error)}
        </Notice>
      )}
      <Keypad value={draft.amount} onChange={amount} decimals={decimalsOf(draft.currency)} />
      <Button type="submit" look="primary" className="tb-btn-wide" isBusy={isBusy}>
        {draft.face === "qr" ? t("submitQr") : t("submitLink")}
      </Button>
    </form>
  );
}

/** Amounts asked for lately on this device, one tap each. */
function Recent({ currency, onChoose }: { currency: Currency; onChoose: (amount: string) => void }) {
  const t = useTranslations("collect");
  const amounts = recentAmounts(currency);
  if (amounts.length === 0) return null;
  return (
    <div className="tb-collect__recent" role="group" aria-label={t("recent")}>
      {amounts.map((each) => (
        <button key={each} type="button" className="tb-chip" onClick={() => onChoose(each)}>
          {each}
        </button>
      ))}
    </div>
  );
}
