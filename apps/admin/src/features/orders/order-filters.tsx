import type { Currency } from "@tillbook/domain/money";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { timeWords } from "../../components/time-text.tsx";
import { filterCount, ORDER_STATES, type OrdersSearch, statesOf, toggleState, withRange } from "../../lib/search-params.ts";
import "./order-filters.css";

type FiltersProps = { search: OrdersSearch; onChange: (search: OrdersSearch) => void; currencies: readonly Currency[] };

/** What narrows the list. Every change goes straight into the address. */
export function OrderFilters({ search, onChange, currencies }: FiltersProps) {
  const t = useTranslations("orders.filters");
  const states = useTranslations("orders.states");
  const range = (from: string | undefined, to: string | undefined) => onChange(withRange(search, from, to));
  return (
    <div className="tb-filters">
      <SearchField search={search} onChange={onChange} />
      <div className="tb-filters__states" role="group" aria-label={t("state")}>
        {ORDER_STATES.map((state) => (
          <button
            key={state}
            type="button"
            className="tb-chip"
            aria-pressed={statesOf(search).includes(state)}
            onClick={() => onChange(toggleState(search, state))}
          >
            {states(state)}
          </button>
        ))}
        <button
          type="button"
          className="tb-chip"
          aria-pressed={search.needs === "person"}
          onClick={() => onChange({ ...search, needs: search.needs === undefined ? "person" : undefined })}
        >
          {t("needsPerson")}
        </button>
      </div>
      <div className="tb-filters__range">
        <TextField type="date" label={t("from")} value={search.from ?? ""} onChange={(from) => range(from, search.to)} />
        <TextField type="date" label={t("to")} value={search.to ?? ""} onChange={(to) => range(search.from, to)} />
        {currencies.length > 1 && (
          <SelectField
            label={t("currency")}
            value={search.currency ?? ""}
            onChange={(chosen) => onChange({ ...search, currency: currencies.find((each) => each === chosen) })}
            options={[{ value: "", label: t("anyCurrency") }, ...currencies.map((each) => ({ value: each, label: each }))]}
          />
        )}
      </div>
      <MoneySpans search={search} onChange={onChange} />
      {filterCount(search) > 0 && (
        <Button look="plain" onPress={() => onChange({ q: search.q })}>
          {t("clear")}
        </Button>
      )}
    </div>
  );
}

/** The search follows the typing after a pause, so that the address and the server are not asked for every letter. */
function SearchField({ search, onChange }: Omit<FiltersProps, "currencies">) {
  const t = useTranslations("orders.filters");
  const [text, setText] = useState(search.q ?? "");
  const [shown, setShown] = useState(search.q);
  if (shown !== search.q) {
    // The address changed: by this field after its pause, or from elsewhere, which the field then follows.
    setShown(search.q);
    if (text.trim() !== (search.q ?? "")) setText(search.q ?? "");
  }
  useEffect(() => {
    const wanted = text.trim() === "" ? undefined : text.trim();
    if (wanted === search.q) return undefined;
    const timer = setTimeout(() => onChange({ ...search, q: wanted }), 300);
    return () => clearTimeout(timer);
  }, [text, search, onChange]);
  return <TextField type="search" label={t("search")} placeholder={t("searchHint")} value={text} onChange={setText} />;
}

/** Times of payment and refund can only be chosen from the takings; here they are shown, and taken away. */
function MoneySpans({ search, onChange }: Omit<FiltersProps, "currencies">) {
  const { paidFrom, paidTo, refundedFrom, refundedTo } = search;
  const withoutPaid = { ...search, paidFrom: undefined, paidTo: undefined };
  const withoutRefunded = { ...search, refundedFrom: undefined, refundedTo: undefined };
  return (
    <>
      <SpanChip word="paidBetween" from={paidFrom} to={paidTo} onRemove={() => onChange(withoutPaid)} />
      <SpanChip word="refundedBetween" from={refundedFrom} to={refundedTo} onRemove={() => onChange(withoutRefunded)} />
    </>
  );
}

type SpanChipProps = { word: "paidBetween" | "refundedBetween"; from: string | undefined; to: string | undefined; onRemove: () => void };

function SpanChip({ word, from, to, onRemove }: SpanChipProps) {
  const t = useTranslations("orders.filters");
  const locale = useLocale();
  if (from === undefined && to === undefined) return null;
  const words = (at: string | undefined) => (at === undefined ? "…" : timeWords(at, "short", locale));
  return (
    <button type="button" className="tb-chip" onClick={onRemove}>
      {t(word, { from: words(from), to: words(to) })}
      <X size={16} aria-hidden="true" />
      <span className="tb-hidden">{t("spanClear")}</span>
    </button>
  );
}
