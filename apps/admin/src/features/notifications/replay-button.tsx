import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { NotificationDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { trpc } from "../../lib/trpc.ts";

/** Has a delivery judged again by today's keys and books. It can move nothing backwards, so there is no question first. */
export function ReplayButton({ entry }: { entry: NotificationDetail }) {
  const t = useTranslations("notifications");
  const failureText = useFailureText();
  const cache = useQueryClient();
  const replay = useMutation(
    trpc.notifications.replay.mutationOptions({
      onSuccess: (judged) => {
        cache.setQueryData(trpc.notifications.byId.queryKey({ notificationId: judged.id }), judged);
        void cache.invalidateQueries({ queryKey: trpc.notifications.pathKey() });
        void cache.invalidateQueries({ queryKey: trpc.orders.pathKey() });
        void cache.invalidateQueries({ queryKey: trpc.health.pathKey() });
      },
    }),
  );
  const last = replay.data?.replays.at(-1);
  if (!entry.can.replay) return null;
  return (
    <>
      <Button isBusy={replay.isPending} onPress={() => replay.mutate({ notificationId: entry.id })}>
        {t("replay")}
      </Button>
      <p className="tb-note">{t("replayNote")}</p>
      {last && (
        <Notice tone={last.verdict === "verified" || last.verdict === "duplicate" ? "good" : "warn"} isNews>
          {t(`replayed.${last.verdict}`)}
        </Notice>
      )}
      {replay.error && (
        <Notice tone="bad" isNews>
          {failureText(replay.error)}
        </Notice>
      )}
    </>
  );
}
