import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ResolutionView } from "@tillbook/api/reconciliation";
import { may } from "@tillbook/domain/staff";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Empty, Failed, Skeleton } from "../../../components/faces.tsx";
import { useOwnActor } from "../../../lib/people.ts";
import { useSession } from "../../../lib/session.ts";
import { trpc } from "../../../lib/trpc.ts";
import "./breaks.css";
import { DecideDialog } from "./decide-dialog.tsx";
import { type Said, useBreakDeeds } from "./use-break-deeds.ts";
import { type Deciding, WaitingCard } from "./waiting-card.tsx";

const ASK_EVERY_MS = 15_000;

/** Proposals about breaks that wait for a second person: each with what it posts, one by one or several of one batch at once. */
export function WaitingList() {
  const t = useTranslations("breaks");
  const own = useOwnActor();
  const { role } = useSession();
  const waiting = useQuery(trpc.reconciliation.breaks.waiting.queryOptions({ limit: 200 }, { refetchInterval: ASK_EVERY_MS }));
  const deeds = useBreakDeeds();
  const [open, setOpen] = useState<{ resolutions: readonly ResolutionView[]; deciding: Deciding } | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  if (waiting.isPending) return <Skeleton rows={4} />;
  if (waiting.isError) return <Failed error={waiting.error} onRetry={() => void waiting.refetch()} />;
  const mayDecide = may(role, "approveResolution");
  const ask = (resolutions: readonly ResolutionView[], deciding: Deciding) => {
    deeds.reset();
    setOpen({ resolutions, deciding });
  };
  return (
    <>
      <p className={said === null ? "tb-hidden" : "tb-said"} role="status">
        {said !== null && t(`said.${said.is}`, { count: said.count })}
      </p>
      {waiting.data.length === 0 && <Empty title={t("noneWaiting")} />}
      {groupsOf(waiting.data).map((group) => {
        const forMe = group.filter(
          ({ maker, secondLevel, state }) => maker !== own && state === "WAITING" && (!secondLevel || role === "owner"),
        );
        return (
          <div key={group[0]?.id} className="tb-batch">
            {mayDecide && forMe.length > 1 && (
              <div className="tb-bulk">
                <strong>{t("waiting.batch", { count: group.length })}</strong>
                <Button look="primary" size="small" onPress={() => ask(forMe, "APPROVE")}>
                  {t("waiting.approveAll", { count: forMe.length })}
                </Button>
                <Button size="small" onPress={() => ask(forMe, "REJECT")}>
                  {t("waiting.rejectAll", { count: forMe.length })}
                </Button>
              </div>
            )}
            {group.map((resolution) => (
              <WaitingCard
                key={resolution.id}
                resolution={resolution}
                about={<AboutLink resolution={resolution} />}
                onAsk={mayDecide ? (deciding) => ask([resolution], deciding) : undefined}
              />
            ))}
          </div>
        );
      })}
      {open && (
        <DecideDialog
          {...open}
          deeds={deeds}
          onClose={() => setOpen(null)}
          onDone={(what) => {
            setSaid(what);
            setOpen(null);
          }}
        />
      )}
    </>
  );
}

/** Those that were proposed together stand together; the others alone. */
function groupsOf(waiting: readonly ResolutionView[]): ResolutionView[][] {
  const groups = new Map<string, ResolutionView[]>();
  for (const each of waiting) groups.set(each.batchId ?? each.id, [...(groups.get(each.batchId ?? each.id) ?? []), each]);
  return [...groups.values()];
}

/** From a proposal to what it is about: the break at its desk, or the bank's rows. */
function AboutLink({ resolution }: { resolution: ResolutionView }) {
  const t = useTranslations("breaks.waiting");
  if (resolution.subject.startsWith("bank:")) return <Link to="/reconcile/payouts">{t("toBank")}</Link>;
  return (
    <Link
      to="/reconcile/breaks"
      search={{
        day: resolution.settleDay,
        item: resolution.subject,
        ...(resolution.action === "REVERSE" ? { is: "settled" as const } : {}),
      }}
    >
      {t("toBreak")}
    </Link>
  );
}
