import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiKeyView } from "@tillbook/api/access";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Question } from "../../components/drawer.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { trpc } from "../../lib/trpc.ts";

/** Ends a key at once, after one question: whatever program uses it stops working. */
export function RevokeKey({ apiKey }: { apiKey: ApiKeyView }) {
  const t = useTranslations("apiKeys");
  const failureText = useFailureText();
  const cache = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const revoke = useMutation(
    trpc.access.revokeKey.mutationOptions({
      onSuccess: (keys) => {
        cache.setQueryData(trpc.access.keys.queryKey(), keys);
        setIsAsking(false);
      },
    }),
  );
  if (apiKey.standing !== "valid") return null;
  return (
    <>
      <Button look="plain" label={t("revokeOne", { name: apiKey.name })} onPress={() => setIsAsking(true)}>
        {t("revoke")}
      </Button>
      {isAsking && (
        <Question
          title={t("revokeQuestion", { name: apiKey.name })}
          onClose={() => setIsAsking(false)}
          actions={
            <>
              <Button onPress={() => setIsAsking(false)}>{t("keep")}</Button>
              <Button look="warn" isBusy={revoke.isPending} onPress={() => revoke.mutate({ keyId: apiKey.id })}>
                {t("revoke")}
              </Button>
            </>
          }
        >
          <p>{t("revokeNote")}</p>
          {revoke.error && (
            <Notice tone="bad" isNews>
              {failureText(revoke.error)}
            </Notice>
          )}
        </Question>
      )}
    </>
  );
}
