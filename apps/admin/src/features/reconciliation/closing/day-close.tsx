import { useQuery } from "@tanstack/react-query";
import { may } from "@tillbook/domain/staff";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { useFailureText } from "../../../components/failure-text.ts";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { useSession } from "../../../lib/session.ts";
import { trpc } from "../../../lib/trpc.ts";
import { AskStep } from "./ask-step.tsx";
import { CloseBadge } from "./close-badge.tsx";
import "./closing.css";
import { DayChecklist } from "./day-checklist.tsx";
import { DaySteps } from "./day-steps.tsx";
import { dayActs, type Step, useClosing } from "./use-closing.ts";
import { Versions } from "./versions.tsx";

/** Another person decides in another browser. */
const ASK_EVERY_MS = 10_000;

/** Closing one day: where it stands, what is still in the way, the next step, and every version that was sealed. */
export function DayClose({ day, run }: { day: string; run: ReactNode }) {
  const t = useTranslations("closing");
  const failureText = useFailureText();
  const { role } = useSession();
  const closing = useClosing();
  const [said, setSaid] = useState<Step | null>(null);
  const state = useQuery(trpc.reconciliation.closing.day.queryOptions({ settleDay: day }, { refetchInterval: ASK_EVERY_MS }));
  const isOpen = state.data !== undefined && state.data.state !== "CLOSED";
  const list = useQuery(trpc.reconciliation.closing.checklist.queryOptions({ settleDay: day }, { enabled: isOpen, staleTime: 0 }));
  if (state.isPending) return <Skeleton rows={6} />;
  if (state.isError) return <Failed error={state.error} onRetry={() => void state.refetch()} />;
  const isReady = list.data?.every(({ isMet }) => isMet) === true;
  return (
    <>
      <Card title={t("standing")} actions={<CloseBadge state={state.data.state} version={state.data.version} />}>
        <p className={said === null ? "tb-hidden" : "tb-said"} role="status">
          {said !== null && t(`said.${said}`)}
        </p>
        {isOpen && list.isPending && <Skeleton rows={5} />}
        {isOpen && list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
        {isOpen && list.data && (
          <DayChecklist
            day={day}
            items={list.data}
            run={run}
            noActivity={
              may(role, "closeDay") && (
                <AskStep
                  word={t("noActivity")}
                  title={t("noActivityTitle")}
                  label={t("reason")}
                  look="default"
                  closing={closing}
                  act={(reason) => dayActs.stateNoActivity(day, reason)}
                  onDone={setSaid}
                >
                  <p>{t("noActivityNote")}</p>
                </AskStep>
              )
            }
          />
        )}
        {!isOpen && <p>{t("closedNote")}</p>}
        {may(role, "closeDay") && (!isOpen || list.data !== undefined) && (
          <DaySteps state={state.data} isReady={isReady} closing={closing} onDone={setSaid} />
        )}
        {closing.error && (
          <Notice tone="bad" isNews>
            {failureText(closing.error)}
          </Notice>
        )}
      </Card>
      {state.data.closes.length > 0 && <Versions closes={state.data.closes} />}
    </>
  );
}
