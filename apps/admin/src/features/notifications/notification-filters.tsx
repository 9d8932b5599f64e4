import type { LedgerAccount } from "@tillbook/api/views";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../components/field.tsx";
import { type NotificationsSearch, toggleVerdict, VERDICTS, verdictsOf } from "../../lib/search-params.ts";

type FiltersProps = {
  search: NotificationsSearch;
  onChange: (search: NotificationsSearch) => void;
  accounts: readonly LedgerAccount[];
};

/** What narrows the ledger. Every change goes straight into the address. */
export function NotificationFilters({ search, onChange, accounts }: FiltersProps) {
  const t = useTranslations("notifications.filters");
  const verdicts = useTranslations("verdicts");
  return (
    <div className="tb-filters">
      <SearchField search={search} onChange={onChange} />
      <div className="tb-filters__states" role="group" aria-label={t("verdict")}>
        {VERDICTS.map((verdict) => (
          <button
            key={verdict}
            type="button"
            className="tb-chip"
            aria-pressed={verdictsOf(search).includes(verdict)}
            onClick={() => onChange(toggleVerdict(search, verdict))}
          >
            {verdicts(verdict)}
          </button>
        ))}
      </div>
      <TextField
        type="date"
        label={t("day")}
        value={search.day ?? ""}
        onChange={(day) => onChange({ ...search, day: day === "" ? undefined : day })}
      />
      {accounts.length > 1 && (
        <SelectField
          label={t("account")}
          value={search.account ?? accounts[0]?.id ?? ""}
          onChange={(account) => onChange({ ...search, account })}
          options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </div>
  );
}

/** The search follows the typing after a pause, so that the address and the server are not asked for every letter. */
function SearchField({ search, onChange }: Omit<FiltersProps, "accounts">) {
  const t = useTranslations("notifications.filters");
  const [text, setText] = useState(search.q ?? "");
  useEffect(() => {
    const wanted = text.trim() === "" ? undefined : text.trim();
    if (wanted === search.q) return undefined;
    const timer = setTimeout(() => onChange({ ...search, q: wanted }), 300);
    return () => clearTimeout(timer);
  }, [text, search, onChange]);
  return <TextField type="search" label={t("search")} placeholder={t("searchHint")} value={text} onChange={setText} />;
}
