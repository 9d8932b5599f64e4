import { useTranslations } from "use-intl";
import { CASE_KINDS, type CasesSearch } from "../../lib/search-params.ts";

type FiltersProps = { search: CasesSearch; open: number; onChange: (search: CasesSearch) => void };

/** Which cases are shown. Every change goes straight into the address. */
export function CaseFilters({ search, open, onChange }: FiltersProps) {
  const t = useTranslations("cases");
  return (
    <div className="tb-filters">
      <div className="tb-filters__states" role="group" aria-label={t("places")}>
        {([undefined, "open", "closed"] as const).map((is) => (
          <button
            key={is ?? "all"}
            type="button"
            className="tb-chip"
            aria-pressed={search.is === is}
            onClick={() => onChange({ ...search, is })}
          >
            {t(is ?? "all", { count: open })}
          </button>
        ))}
      </div>
      <div className="tb-filters__states" role="group" aria-label={t("kindsLabel")}>
        {CASE_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className="tb-chip"
            aria-pressed={search.kind === kind}
            onClick={() => onChange({ ...search, kind: search.kind === kind ? undefined : kind })}
          >
            {t(`kinds.${kind}`)}
          </button>
        ))}
      </div>
    </div>
  );
}
