import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { StatementFileView } from "@tillbook/api/settlement";
import type { ApprovalView } from "@tillbook/api/views";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AskWhy } from "../../components/ask-why.tsx";
import { Button } from "../../components/button.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { Card } from "../../components/page.tsx";
import { PersonName } from "../../components/person-name.tsx";
import { staffClient, trpc } from "../../lib/trpc.ts";
import { SupersedeDiff } from "./supersede-diff.tsx";

type Decision = "supersede" | "release" | "reject";
type Asking = Decision | "approve" | "decline";

/** What two people decide about a file that is held back: what it would change, who asked for what, and the second person's word. */
export function FileDecision({ file }: { file: StatementFileView }) {
  const t = useTranslations("decisions");
  const waiting = useQuery(trpc.approvals.waiting.queryOptions(undefined, { refetchInterval: 15_000 }));
  const isHeld = file.status === "QUARANTINED" || file.status === "PENDING_SUPERSEDE";
  if (!isHeld) return null;
  const proposal = waiting.data?.find((each) => each.subject === file.id);
  return (
    <Card title={t("title")} note={file.status === "QUARANTINED" ? t("quarantineNote") : t("supersedeNote")}>
      {file.status === "PENDING_SUPERSEDE" && <SupersedeDiff fileId={file.id} />}
      {waiting.isPending && <Skeleton rows={1} />}
      {waiting.isError && <Failed error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.data && <Steps key={proposal?.id ?? "none"} file={file} proposal={proposal} />}
    </Card>
  );
}

function Steps({ file, proposal }: { file: StatementFileView; proposal: ApprovalView | undefined }) {
  const t = useTranslations("decisions");
  const cache = useQueryClient();
  const failureText = useFailureText();
  const [asking, setAsking] = useState<Asking | null>(null);
  const step = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: () => setAsking(null),
    onSettled: () => {
      for (const part of [trpc.settlement, trpc.reconciliation, trpc.approvals]) void cache.invalidateQueries({ queryKey: part.pathKey() });
    },
  });
  const ask = (next: Asking) => {
    step.reset();
    setAsking(next);
  };
  const { settlement } = staffClient;
  const send = (why: string) => {
    if (asking === null) return;
    if (asking === "approve" && proposal) step.mutate(() => settlement.approveDecision.mutate({ proposalId: proposal.id, note: why }));
    else if (asking === "decline" && proposal) step.mutate(() => settlement.declineDecision.mutate({ proposalId: proposal.id, note: why }));
    else if (asking !== "approve" && asking !== "decline")
      step.mutate(() => settlement.proposeDecision.mutate({ fileId: file.id, decision: asking, reason: why }));
  };
  const choices: readonly Decision[] = file.status === "QUARANTINED" ? ["release", "reject"] : ["supersede", "reject"];
  return (
    <>
      {proposal && isDecision(proposal.kind) && (
        <Notice tone="info">
          <p>
            {t(`asked.${proposal.kind}`)} <PersonName actor={proposal.maker} />
          </p>
          <p>{proposal.reason}</p>
          {proposal.isOwn && <p>{t("own")}</p>}
        </Notice>
      )}
      <div className="tb-buttons">
        {proposal === undefined &&
          choices.map((decision) => (
            <Button key={decision} look={decision === "reject" ? "default" : "primary"} onPress={() => ask(decision)}>
              {t(`words.${decision}`)}
            </Button>
          ))}
        {proposal !== undefined && !proposal.isOwn && (
          <>
            <Button look="primary" onPress={() => ask("approve")}>
              {t("words.approve")}
            </Button>
            <Button onPress={() => ask("decline")}>{t("words.decline")}</Button>
          </>
        )}
        {proposal?.isOwn && (
          <Button isBusy={step.isPending} onPress={() => step.mutate(() => settlement.withdraw.mutate({ proposalId: proposal.id }))}>
            {t("withdraw")}
          </Button>
        )}
      </div>
      {step.error && asking === null && (
        <Notice tone="bad" isNews>
          {failureText(step.error)}
        </Notice>
      )}
      {asking !== null && (
        <AskWhy
          title={t(`titles.${asking}`)}
          word={t(`words.${asking}`)}
          look={asking === "reject" || asking === "decline" ? "warn" : "primary"}
          label={asking === "approve" ? t("note") : t("reason")}
          isNeeded={asking !== "approve"}
          isBusy={step.isPending}
          error={step.error}
          onClose={() => setAsking(null)}
          onSend={send}
        >
          <p>{t(`notes.${asking}`)}</p>
        </AskWhy>
      )}
    </>
  );
}

function isDecision(kind: ApprovalView["kind"]): kind is Decision {
  return kind === "supersede" || kind === "release" || kind === "reject";
}
