import { useQuery } from "@tanstack/react-query";
import { TEST_EVENT, webhookEventSchema } from "@tillbook/domain/webhooks";
import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../components/field.tsx";
import { DELIVERY_STATES, type DeliveriesSearch, deliveriesSearchSchema } from "../../lib/search-params.ts";
import { trpc } from "../../lib/trpc.ts";

type FiltersProps = { search: DeliveriesSearch; onChange: (search: DeliveriesSearch) => void };

/** What narrows the log. Every change goes straight into the address. */
export function DeliveryFilters({ search, onChange }: FiltersProps) {
  const t = useTranslations("deliveries.filters");
  const states = useTranslations("deliveries.states");
  const endpoints = useQuery(trpc.webhooks.endpoints.queryOptions());
  const change = (next: Record<string, string>) => onChange(deliveriesSearchSchema.parse({ ...search, ...next }));
  return (
    <div className="tb-filters">
      <div className="tb-filters__states" role="group" aria-label={t("state")}>
        {DELIVERY_STATES.map((state) => (
          <button
            key={state}
            type="button"
            className="tb-chip"
            aria-pressed={search.state === state}
            onClick={() => onChange({ ...search, state: search.state === state ? undefined : state })}
          >
            {states(state)}
          </button>
        ))}
      </div>
      <SelectField
        label={t("endpoint")}
        value={search.endpoint ?? ""}
        onChange={(endpoint) => change({ endpoint })}
        options={[{ value: "", label: t("anyEndpoint") }, ...(endpoints.data ?? []).map(({ id, url }) => ({ value: id, label: url }))]}
      />
      <SelectField
        label={t("type")}
        value={search.type ?? ""}
        onChange={(type) => change({ type })}
        options={[
          { value: "", label: t("anyType") },
          ...[...webhookEventSchema.options, TEST_EVENT].map((type) => ({ value: type, label: type })),
        ]}
      />
      <TextField type="date" label={t("day")} value={search.day ?? ""} onChange={(day) => change({ day })} />
    </div>
  );
}
