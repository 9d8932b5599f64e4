import type { ResolutionView } from "@tillbook/api/reconciliation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { useOwnActor } from "../../../lib/people.ts";
import { useSession } from "../../../lib/session.ts";
import { ResolutionBadge } from "./resolution-badge.tsx";
import { ResolutionFacts } from "./resolution-facts.tsx";

export type Deciding = "APPROVE" | "REJECT" | "WITHDRAW";
type WaitingProps = { resolution: ResolutionView; about?: ReactNode; onAsk: ((deciding: Deciding) => void) | undefined };

/** A proposal that waits for a second person: what it would post, and who may decide. Nobody decides their own. */
export function WaitingCard({ resolution, about, onAsk }: WaitingProps) {
  const t = useTranslations("breaks");
  const isOwn = resolution.maker === useOwnActor();
  const { role } = useSession();
  const isForOwner = resolution.secondLevel && role !== "owner";
  return (
    <Card
      title={t("waiting.title", { action: t(`actions.${resolution.action}.word`) })}
      actions={<ResolutionBadge resolution={resolution} />}
    >
      {about}
      <ResolutionFacts resolution={resolution} />
      {resolution.state === "VOID" && <Notice tone="warn">{t("waiting.void")}</Notice>}
      {resolution.secondLevel && <Notice tone="warn">{t("waiting.secondLevel")}</Notice>}
      {isOwn && <Notice tone="info">{t("waiting.own")}</Notice>}
      {onAsk && (
        <div className="tb-buttons">
          {!isOwn && !isForOwner && (
            <Button look="primary" onPress={() => onAsk("APPROVE")}>
              {t("waiting.approve")}
            </Button>
          )}
          {!isOwn && <Button onPress={() => onAsk("REJECT")}>{t("waiting.reject")}</Button>}
          {isOwn && <Button onPress={() => onAsk("WITHDRAW")}>{t("waiting.withdraw")}</Button>}
        </div>
      )}
    </Card>
  );
}
