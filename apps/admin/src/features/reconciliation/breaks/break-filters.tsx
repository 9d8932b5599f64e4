import { useQuery } from "@tanstack/react-query";
import { BREAK_CODES } from "@tillbook/domain/reconciliation";
import { AGES, BREAK_STATES } from "@tillbook/domain/reconciliation/breaks";
import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../../components/field.tsx";
import { useIsPhone } from "../../../lib/media.ts";
import type { BreaksSearch } from "../../../lib/search-params.ts";
import { trpc } from "../../../lib/trpc.ts";

type FiltersProps = { search: BreaksSearch; owners: readonly string[]; onChange: (search: BreaksSearch) => void };
const ALL = "";

/** Which breaks are shown. Every change goes straight into the address. */
export function BreakFilters({ search, owners, onChange }: FiltersProps) {
  const t = useTranslations("breaks");
  const words = useTranslations("reconcile.breaks");
  const counts = useQuery(trpc.reconciliation.breaks.counts.queryOptions());
  const isPhone = useIsPhone();
  const { item: _item, ...rest } = search;
  const isNarrowed = [rest.code, rest.state, rest.age, rest.owner, rest.day].some((each) => each !== undefined);
  const countOf = (code: string): number => counts.data?.byCode.find((each) => each.code === code)?.count ?? 0;
  const all = { value: ALL, label: t("filters.all") };
  const codes = BREAK_CODES.filter((code) => countOf(code) > 0 || code === search.code || search.is === "settled");
  return (
    <div className="tb-filters">
      <div className="tb-filters__states" role="group" aria-label={t("filters.which")}>
        <button
          type="button"
          className="tb-chip"
          aria-pressed={search.is === undefined}
          onClick={() => onChange({ ...rest, is: undefined })}
        >
          {t("filters.open", { count: counts.data?.total ?? 0 })}
        </button>
        <button
          type="button"
          className="tb-chip"
          aria-pressed={search.is === "settled"}
          onClick={() => onChange({ ...rest, is: "settled" })}
        >
          {t("filters.settled")}
        </button>
      </div>
      <details className="tb-more tb-breaks__filters" open={!isPhone || isNarrowed}>
        <summary className={isPhone ? undefined : "tb-hidden"}>{t("filters.more")}</summary>
        <div className="tb-filters__range">
          <SelectField
            label={t("filters.code")}
            value={search.code ?? ALL}
            onChange={(code) => onChange({ ...rest, code: BREAK_CODES.find((each) => each === code) })}
            options={[
              all,
              ...codes.map((code) => ({
                value: code,
                label: search.is ? words(`${code}.word`) : `${words(`${code}.word`)} (${countOf(code)})`,
              })),
            ]}
          />
          <SelectField
            label={t("filters.state")}
            value={search.state ?? ALL}
            onChange={(state) => onChange({ ...rest, state: BREAK_STATES.find((each) => each === state) })}
            options={[all, ...BREAK_STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))]}
          />
          <SelectField
            label={t("filters.age")}
            value={search.age ?? ALL}
            onChange={(age) => onChange({ ...rest, age: AGES.find((each) => each === age) })}
            options={[all, ...AGES.map((age) => ({ value: age, label: t(`ages.${age}`) }))]}
          />
          <SelectField
            label={t("filters.owner")}
            value={search.owner ?? ALL}
            onChange={(owner) => onChange({ ...rest, owner: owner === ALL ? undefined : owner })}
            options={[all, ...[...new Set([...owners, ...(search.owner === undefined ? [] : [search.owner])])].map(asOption)]}
          />
          <TextField
            type="date"
            label={t("filters.day")}
            value={search.day ?? ""}
            onChange={(day) => onChange({ ...rest, day: day === "" ? undefined : day })}
          />
        </div>
      </details>
    </div>
  );
}

function asOption(owner: string): { value: string; label: string } {
  return { value: owner, label: owner };
}
