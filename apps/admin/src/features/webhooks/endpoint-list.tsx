import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { EndpointView } from "@tillbook/api/webhooks";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Fact, Facts } from "../../components/cells.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { Notice } from "../../components/notice.tsx";
import { Card } from "../../components/page.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { trpc } from "../../lib/trpc.ts";
import { EndpointActions } from "./endpoint-actions.tsx";

/** Where events are sent to: one card each, with how it is doing and what can be done. */
export function EndpointList() {
  const t = useTranslations("webhooks");
  const endpoints = useQuery(trpc.webhooks.endpoints.queryOptions());
  if (endpoints.isPending) return <Skeleton rows={4} />;
  if (endpoints.isError) return <Failed error={endpoints.error} onRetry={() => void endpoints.refetch()} />;
  if (endpoints.data.length === 0) return <Empty title={t("empty")} note={t("emptyNote")} />;
  return endpoints.data.map((endpoint) => <EndpointCard key={endpoint.id} endpoint={endpoint} />);
}

const LOOKS = {
  active: { tone: "good", shape: "tick" },
  failing: { tone: "warn", shape: "triangle" },
  paused: { tone: "quiet", shape: "half" },
  stopped: { tone: "bad", shape: "cross" },
} as const;

function EndpointCard({ endpoint }: { endpoint: EndpointView }) {
  const t = useTranslations("webhooks");
  return (
    <Card
      title={<span className="tb-id">{endpoint.url}</span>}
      note={endpoint.description === "" ? undefined : endpoint.description}
      actions={<StateBadge {...LOOKS[endpoint.standing]}>{t(`standings.${endpoint.standing}`)}</StateBadge>}
    >
      {endpoint.standing === "stopped" && <Notice tone="bad">{t("stoppedNote")}</Notice>}
      {endpoint.standing === "failing" && <Notice tone="warn">{t("failingNote")}</Notice>}
      <Facts>
        <Fact name={t("facts.events")}>{endpoint.events.length === 0 ? t("allEvents") : endpoint.events.join(", ")}</Fact>
        {endpoint.failingSince !== null && (
          <Fact name={t("facts.failingSince")}>
            <TimeText at={endpoint.failingSince} />
          </Fact>
        )}
        {endpoint.pausedAt !== null && (
          <Fact name={endpoint.pausedBy === null ? t("facts.stoppedAt") : t("facts.pausedBy", { name: endpoint.pausedBy })}>
            <TimeText at={endpoint.pausedAt} />
          </Fact>
        )}
        {endpoint.previousSecretUntil !== null && (
          <Fact name={t("facts.previousSecretUntil")}>
            <TimeText at={endpoint.previousSecretUntil} />
          </Fact>
        )}
        <Fact name={t("facts.createdBy", { name: endpoint.createdBy })}>
          <TimeText at={endpoint.createdAt} />
        </Fact>
      </Facts>
      <EndpointActions endpoint={endpoint}>
        <Link to="/developers/deliveries" search={{ endpoint: endpoint.id }} className={buttonClass("default")}>
          {t("showLog")}
        </Link>
      </EndpointActions>
    </Card>
  );
}
