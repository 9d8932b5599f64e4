import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { TextField } from "../../../components/field.tsx";
import { Card } from "../../../components/page.tsx";
import { trpc } from "../../../lib/trpc.ts";
import "./dry-run.css";
import { DryRunResult } from "./dry-run-result.tsx";

type Days = { first?: string | undefined; last?: string | undefined };
type DryRunProps = {
  first: string;
  last: string;
  onDays: (days: Days) => void;
  patch: Readonly<Record<string, unknown>>;
  /** Whether the changed rules can be read at all. */
  onCheck: () => boolean;
};

/** Past days once more under changed rules: which days, and what would have been different. Nothing is written. */
export function DryRun({ first, last, onDays, patch, onCheck }: DryRunProps) {
  const t = useTranslations("dryRun");
  const wish = { first, last, rules: { ...patch } };
  const [tried, setTried] = useState<string>();
  const isTried = tried === JSON.stringify(wish);
  const found = useQuery(trpc.reconciliation.lens.dryRun.queryOptions(wish, { enabled: isTried }));
  const isSwapped = first > last;
  const isEmpty = Object.keys(patch).length === 0;
  const look = () => {
    if (onCheck()) setTried(JSON.stringify(wish));
  };
  return (
    <>
      <Card title={t("title")} note={t("note")}>
        <div className="tb-dry-run">
          <TextField type="date" label={t("first")} value={first} onChange={(day) => onDays({ first: day === "" ? undefined : day })} />
          <TextField
            type="date"
            label={t("last")}
            value={last}
            onChange={(day) => onDays({ last: day === "" ? undefined : day })}
            fault={isSwapped ? t("swapped") : undefined}
          />
          <Button isBusy={isTried && found.isFetching} isDisabled={isEmpty || isSwapped} onPress={look}>
            {t("try")}
          </Button>
        </div>
      </Card>
      {isTried &&
        (found.isPending ? (
          <Skeleton rows={6} />
        ) : found.isError ? (
          <Failed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <DryRunResult found={found.data} />
        ))}
    </>
  );
}
