import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { staffClient, trpc } from "../../lib/trpc.ts";

type Pulled = { rows: number; news: number; end: "done" | "stopped" | "silent" };

/** Completes our side of a day from QFPay's own book, page by page; it can be stopped, and goes on where nothing was known yet. */
export function PullDay({ day }: { day: string }) {
  const t = useTranslations("pull");
  const failureText = useFailureText();
  const cache = useQueryClient();
  const [rows, setRows] = useState(0);
  const isStopped = useRef(false);
  const pull = useMutation({
    mutationFn: async (): Promise<Pulled> => {
      isStopped.current = false;
      let seen = { rows: 0, news: 0 };
      let from: Parameters<typeof staffClient.settlement.pull.mutate>[0]["from"];
      for (;;) {
        const part = await staffClient.settlement.pull.mutate({ first: day, last: day, ...(from === undefined ? {} : { from }) });
        seen = { rows: seen.rows + part.rows, news: seen.news + part.news };
        setRows(seen.rows);
        if (part.isSilent) return { ...seen, end: "silent" };
        if (part.next === null) return { ...seen, end: "done" };
        if (isStopped.current) return { ...seen, end: "stopped" };
        from = part.next;
      }
    },
    onMutate: () => setRows(0),
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: trpc.reconciliation.pathKey() });
    },
  });
  const stop = () => {
    isStopped.current = true;
  };
  return (
    <>
      {pull.isPending ? (
        <Button size="small" onPress={stop}>
          {t("stop", { rows })}
        </Button>
      ) : (
        <Button size="small" onPress={() => pull.mutate()}>
          {t("word")}
        </Button>
      )}
      {pull.data && (
        <Notice tone={pull.data.end === "silent" ? "warn" : "info"} isNews>
          {t(pull.data.end, { rows: pull.data.rows, news: pull.data.news })}
        </Notice>
      )}
      {pull.error && (
        <Notice tone="bad" isNews>
          {failureText(pull.error)}
        </Notice>
      )}
    </>
  );
}
