import { useMutation, useQueryClient } from "@tanstack/react-query";
import { may } from "@tillbook/domain/staff";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AskWhy } from "../../../components/ask-why.tsx";
import { Button } from "../../../components/button.tsx";
import { useFailureText } from "../../../components/failure-text.ts";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { PersonName } from "../../../components/person-name.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { useSession } from "../../../lib/session.ts";
import { staffClient } from "../../../lib/trpc.ts";
import { refreshRules } from "./refresh-rules.ts";
import { RuleChangesList } from "./rule-changes-list.tsx";
import type { WaitingView } from "./views.ts";

/** A change that one person asked for: what, why, and the second person's word. */
export function WaitingChange({ waiting }: { waiting: WaitingView }) {
  const t = useTranslations("rules");
  const words = useTranslations("decisions");
  const cache = useQueryClient();
  const failureText = useFailureText();
  const { role } = useSession();
  const [asking, setAsking] = useState<"approve" | "decline" | null>(null);
  const { proposalId, maker, madeAt, reason, changes, isOwn } = waiting;
  const step = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: () => setAsking(null),
    onSettled: () => refreshRules(cache),
  });
  const ask = (next: "approve" | "decline") => {
    step.reset();
    setAsking(next);
  };
  const send = (note: string) =>
    step.mutate(() => (asking === "decline" ? staffClient.rules.decline : staffClient.rules.approve).mutate({ proposalId, note }));
  return (
    <Card title={t("waiting")}>
      <p className="tb-note">
        <PersonName actor={maker} /> · <TimeText at={madeAt} />
      </p>
      <p>{reason}</p>
      <RuleChangesList changes={changes} />
      {isOwn && <Notice tone="info">{words("own")}</Notice>}
      <div className="tb-links">
        {isOwn ? (
          <Button
            size="small"
            isBusy={step.isPending}
            onPress={() => step.mutate(() => staffClient.settlement.withdraw.mutate({ proposalId }))}
          >
            {words("withdraw")}
          </Button>
        ) : (
          may(role, "approveRules") && (
            <>
              <Button size="small" look="primary" onPress={() => ask("approve")}>
                {words("words.approve")}
              </Button>
              <Button size="small" onPress={() => ask("decline")}>
                {words("words.decline")}
              </Button>
            </>
          )
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
          word={words(`words.${asking}`)}
          look={asking === "decline" ? "warn" : "primary"}
          label={asking === "approve" ? words("note") : words("reason")}
          isNeeded={asking === "decline"}
          isBusy={step.isPending}
          error={step.error}
          onClose={() => setAsking(null)}
          onSend={send}
        >
          <p>{t(`notes.${asking}`)}</p>
        </AskWhy>
      )}
    </Card>
  );
}
