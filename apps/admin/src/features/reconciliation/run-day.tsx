import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { trpc } from "../../lib/trpc.ts";

/** Matches a day's books against its statements as both stand now. Running twice changes nothing that did not change. */
export function RunDay({ day, isAgain }: { day: string; isAgain: boolean }) {
  const t = useTranslations("reconcile");
  const failureText = useFailureText();
  const cache = useQueryClient();
  const run = useMutation(
    trpc.reconciliation.run.mutationOptions({ onSuccess: () => void cache.invalidateQueries({ queryKey: trpc.reconciliation.pathKey() }) }),
  );
  return (
    <>
      <Button look="primary" size="small" isBusy={run.isPending} onPress={() => run.mutate({ settleDay: day })}>
        {isAgain ? t("runAgain") : t("run")}
      </Button>
      <span className="tb-hidden" role="status">
        {run.isSuccess ? t("ran") : ""}
      </span>
      {run.error && (
        <Notice tone="bad" isNews>
          {failureText(run.error)}
        </Notice>
      )}
    </>
  );
}
