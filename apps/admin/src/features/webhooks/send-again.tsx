import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { trpc } from "../../lib/trpc.ts";

const MOST = 100;

type ManyProps = { able: readonly string[]; chosen: readonly string[]; onChoose: (ids: readonly string[]) => void };

/** Sends the chosen deliveries again, or chooses all that are shown. */
export function SendManyAgain({ able, chosen, onChoose }: ManyProps) {
  const t = useTranslations("deliveries");
  const again = useSendAgain(() => onChoose([]));
  const isAll = chosen.length > 0 && chosen.length === Math.min(able.length, MOST);
  return (
    <div className="tb-many">
      <Button look="plain" isDisabled={able.length === 0} onPress={() => onChoose(isAll ? [] : able.slice(0, MOST))}>
        {isAll ? t("chooseNone") : t("chooseAll")}
      </Button>
      {chosen.length > 0 && (
        <Button size="small" isBusy={again.isPending} onPress={() => again.mutate({ deliveryIds: chosen.slice(0, MOST) })}>
          {t("sendManyAgain", { count: chosen.length })}
        </Button>
      )}
      <Outcome {...again} />
    </div>
  );
}

/** Sends one delivery again, whatever became of it. */
export function SendOneAgain({ deliveryId }: { deliveryId: string }) {
  const t = useTranslations("deliveries");
  const again = useSendAgain();
  return (
    <>
      <Button isBusy={again.isPending} onPress={() => again.mutate({ deliveryIds: [deliveryId] })}>
        {t("sendAgain")}
      </Button>
      <Outcome {...again} />
    </>
  );
}

function Outcome({ isSuccess, error }: { isSuccess: boolean; error: unknown }) {
  const t = useTranslations("deliveries");
  const failureText = useFailureText();
  return (
    <>
      <span role="status" className="tb-note">
        {isSuccess ? t("onTheirWay") : ""}
      </span>
      {error !== null && (
        <Notice tone="bad" isNews>
          {failureText(error)}
        </Notice>
      )}
    </>
  );
}

function useSendAgain(onDone: () => void = () => undefined) {
  const cache = useQueryClient();
  return useMutation(
    trpc.webhooks.sendAgain.mutationOptions({
      onSuccess: () => {
        onDone();
        void cache.invalidateQueries({ queryKey: trpc.webhooks.pathKey() });
      },
    }),
  );
}
