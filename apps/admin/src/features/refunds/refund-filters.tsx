import type { RefundCounts, RefundPlace } from "@tillbook/api/views";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "../../components/field.tsx";
import { REFUND_PLACES, type RefundsSearch } from "../../lib/search-params.ts";

type FiltersProps = { search: RefundsSearch; counts: RefundCounts | undefined; onChange: (search: RefundsSearch) => void };

/** Where refunds stand, with how many, and a search. Every change goes straight into the address. */
export function RefundFilters({ search, counts, onChange }: FiltersProps) {
  const t = useTranslations("refunds.places");
  const page = useTranslations("refunds.page");
  const countOf = (place: RefundPlace): number => (place === "done" ? 0 : (counts?.[place] ?? 0));
  return (
    <div className="tb-filters">
      <div className="tb-filters__states" role="group" aria-label={page("places")}>
        {REFUND_PLACES.map((place) => (
          <button
            key={place}
            type="button"
            className="tb-chip"
            aria-pressed={search.place === place}
            onClick={() => onChange({ ...search, place })}
          >
            {t(place, { count: countOf(place) })}
          </button>
        ))}
        <button
          type="button"
          className="tb-chip"
          aria-pressed={search.place === undefined}
          onClick={() => onChange({ ...search, place: undefined })}
        >
          {t("all")}
        </button>
      </div>
      <SearchField search={search} onChange={onChange} />
    </div>
  );
}

/** The search follows the typing after a pause, so that the address and the server are not asked for every letter. */
function SearchField({ search, onChange }: Omit<FiltersProps, "counts">) {
  const t = useTranslations("refunds.page");
  const [text, setText] = useState(search.q ?? "");
  useEffect(() => {
    const wanted = text.trim() === "" ? undefined : text.trim();
    if (wanted === search.q) return undefined;
    const timer = setTimeout(() => onChange({ ...search, q: wanted }), 300);
    return () => clearTimeout(timer);
  }, [text, search, onChange]);
  return <TextField type="search" label={t("search")} placeholder={t("searchHint")} value={text} onChange={setText} />;
}
