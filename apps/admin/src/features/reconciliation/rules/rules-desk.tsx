import { useQuery } from "@tanstack/react-query";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { trpc } from "../../../lib/trpc.ts";
import { type FormProps, RulesForm } from "./rules-form.tsx";
import { RulesHistory } from "./rules-history.tsx";
import "./rules.css";
import { WaitingChange } from "./waiting-change.tsx";

/** What several people work at is asked for now and then. */
const ASK_EVERY_MS = 15_000;

/** The rules of one set: what is asked for, what is in force, and how it came about. */
export function RulesDesk(props: Omit<FormProps, "rules" | "isWaiting">) {
  const { set } = props;
  const settlement = useQuery(
    trpc.rules.settlement.queryOptions(undefined, { enabled: set === "settlement", refetchInterval: ASK_EVERY_MS }),
  );
  const refunds = useQuery(trpc.rules.refunds.queryOptions(undefined, { enabled: set === "refunds", refetchInterval: ASK_EVERY_MS }));
  const rules = set === "settlement" ? settlement : refunds;
  if (rules.isPending) return <Skeleton rows={8} />;
  if (rules.isError) return <Failed error={rules.error} onRetry={() => void rules.refetch()} />;
  const { data: view } = rules;
  return (
    <>
      {view.waiting && <WaitingChange key={view.waiting.proposalId} waiting={view.waiting} />}
      <RulesForm key={`${set} ${JSON.stringify(view.rules)}`} {...props} rules={view.rules} isWaiting={view.waiting !== null} />
      <RulesHistory history={view.history} />
    </>
  );
}
