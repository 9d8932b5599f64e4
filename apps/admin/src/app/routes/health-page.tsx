import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { Page } from "../../components/page.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { LightList } from "../../features/health/index.ts";
import { useOrderChanges } from "../../lib/live.ts";
import { trpc } from "../../lib/trpc.ts";

const AGAIN_AFTER_MS = 15_000;

/** Whether everything between us, QFPay and the merchant works, and what to do where it does not. */
export function HealthPage() {
  const t = useTranslations("health");
  useOrderChanges();
  const health = useQuery(trpc.health.lights.queryOptions(undefined, { refetchInterval: AGAIN_AFTER_MS }));
  return (
    <Page
      title={t("title")}
      actions={
        <Button size="small" isBusy={health.isFetching} onPress={() => void health.refetch()}>
          {t("again")}
        </Button>
      }
    >
      {health.isPending && <Skeleton rows={8} />}
      {health.isError && <Failed error={health.error} onRetry={() => void health.refetch()} />}
      {health.data && (
        <>
          <p className="tb-note">
            {t("measured")} <TimeText at={health.data.at} style="full" />
          </p>
          <LightList health={health.data} />
        </>
      )}
    </Page>
  );
}
