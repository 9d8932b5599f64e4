import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { DryRunView as Found } from "@tillbook/api/reconciliation/lens";
import { useTranslations } from "use-intl";
import { Empty, Failed, Skeleton } from "../../../components/faces.tsx";
import { useFieldFaults } from "../../../components/failure-text.ts";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { DayText } from "../../../components/time-text.tsx";
import { failureOf } from "../../../lib/failure.ts";
import { trpc } from "../../../lib/trpc.ts";
import { ChangedDay } from "./changed-day.tsx";
import "./dry-run.css";
import { type RuleChanges, rulesFrom } from "./rule-changes.ts";
import { RulesForm } from "./rules-form.tsx";

type ViewProps = { first: string; last: string; changes: RuleChanges; onTry: (changes: RuleChanges) => void };

/** Past days once more under other rules: the form, and what would have been different. Nothing is written. */
export function DryRunView({ first, last, changes, onTry }: ViewProps) {
  const t = useTranslations("dryRun");
  const isAsked = Object.keys(changes).length > 0 && first <= last;
  const rules = useQuery(trpc.reconciliation.lens.rules.queryOptions());
  const found = useQuery(
    trpc.reconciliation.lens.dryRun.queryOptions(
      { first, last, rules: rulesFrom(changes) },
      { enabled: isAsked, placeholderData: keepPreviousData },
    ),
  );
  const faults = useFieldFaults(found.error);
  if (rules.isPending) return <Skeleton rows={5} />;
  if (rules.isError) return <Failed error={rules.error} onRetry={() => void rules.refetch()} />;
  const isRefusedByField = found.isError && failureOf(found.error).fields.some(({ field }) => field.startsWith("rules."));
  return (
    <>
      <RulesForm rules={rules.data} changes={changes} faults={faults} isBusy={isAsked && found.isFetching} onTry={onTry} />
      {first > last ? (
        <Notice tone="warn">{t("swapped")}</Notice>
      ) : !isAsked ? (
        <Empty title={t("notAsked")} note={t("notAskedNote")} />
      ) : found.isPending ? (
        <Skeleton rows={6} />
      ) : isRefusedByField ? null : found.isError ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Result found={found.data} />
      )}
    </>
  );
}

function Result({ found: { days, changed } }: { found: Found }) {
  const t = useTranslations("dryRun");
  if (days.length === 0) return <Empty title={t("noRun")} note={t("noRunNote")} />;
  const other = days.filter((day) => day.changed > 0);
  const same = days.filter((day) => day.changed === 0);
  return (
    <>
      <Notice tone={changed === 0 ? "good" : "info"} isNews>
        {changed === 0 ? t("sameDays", { count: days.length }) : t("found", { changed, other: other.length, count: days.length })}
      </Notice>
      {other.map((day) => (
        <ChangedDay key={day.settleDay} day={day} />
      ))}
      {same.length > 0 && (
        <Card title={t("same")}>
          <ul className="tb-shifts">
            {same.map(({ settleDay }) => (
              <li key={settleDay}>
                <DayText day={settleDay} weekday />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
