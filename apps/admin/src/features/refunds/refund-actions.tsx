import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RefundDetail } from "@tillbook/api/views";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Question } from "../../components/drawer.tsx";
import { useFailureText, useFaultText } from "../../components/failure-text.ts";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { moneyText } from "../../lib/money-view.ts";
import { trpc } from "../../lib/trpc.ts";

type Asking = "approve" | "decline" | "takeBack";

/** What the reader may do about a refund: decide it, take it back, or have it tried now. */
export function RefundActions({ refund }: { refund: RefundDetail }) {
  const t = useTranslations("refunds");
  const [asking, setAsking] = useState<Asking | null>(null);
  const deeds = useDeeds(() => setAsking(null));
  const failureText = useFailureText();
  const refundId = refund.id;
  const isBarred = refund.checks.some(({ is }) => is === "refused");
  return (
    <>
      <div className="tb-buttons">
        {refund.can.approve && (
          <Button look="primary" isDisabled={isBarred} onPress={() => setAsking("approve")}>
            {t("approve")}
          </Button>
        )}
        {refund.can.decline && <Button onPress={() => setAsking("decline")}>{t("decline")}</Button>}
        {refund.can.tryNow && (
          <Button isBusy={deeds.tryNow.isPending} onPress={() => deeds.tryNow.mutate({ refundId })}>
            {refund.sends === 0 ? t("sendNow") : t("tryNow")}
          </Button>
        )}
        {refund.asked !== null && (
          <Button isBusy={deeds.tryNow.isPending} onPress={() => deeds.tryNow.mutate({ refundId })}>
            {t("askNow")}
          </Button>
        )}
        {refund.can.takeBack && <Button onPress={() => setAsking("takeBack")}>{t("takeBack")}</Button>}
      </div>
      {refund.state === "awaiting_approval" && !refund.can.approve && refund.can.takeBack && <Notice tone="info">{t("ownRequest")}</Notice>}
      {refund.can.approve && isBarred && <Notice tone="warn">{t("cannotNow")}</Notice>}
      {deeds.error && (
        <Notice tone="bad" isNews>
          {failureText(deeds.error)}
        </Notice>
      )}
      {asking !== null && <Ask key={asking} {...{ refund, asking, deeds }} onBack={() => setAsking(null)} />}
    </>
  );
}

type Deeds = ReturnType<typeof useDeeds>;

function Ask({ refund, asking, deeds, onBack }: { refund: RefundDetail; asking: Asking; deeds: Deeds; onBack: () => void }) {
  const t = useTranslations("refunds");
  const locale = useLocale();
  const faultText = useFaultText();
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<string>();
  const refundId = refund.id;
  const confirm = () => {
    if (asking === "takeBack") deeds.takeBack.mutate({ refundId });
    else if (asking === "approve") deeds.approve.mutate(note.trim() === "" ? { refundId } : { refundId, note: note.trim() });
    else if (note.trim() === "") setFault(faultText("reason", "required"));
    else deeds.decline.mutate({ refundId, note: note.trim() });
  };
  return (
    <Question
      title={t(`${asking}Question`, { amount: moneyText(refund.amount, locale) })}
      onClose={onBack}
      actions={
        <>
          <Button onPress={onBack}>{t("back")}</Button>
          <Button look={asking === "approve" ? "primary" : "warn"} isBusy={deeds[asking].isPending} onPress={confirm}>
            {t(asking)}
          </Button>
        </>
      }
    >
      {asking === "takeBack" ? (
        <p>{t("takeBackText")}</p>
      ) : (
        <>
          <p>{t("stepReason", { reason: refund.reason })}</p>
          <TextField label={t(`${asking}Note`)} value={note} onChange={setNote} fault={fault} />
        </>
      )}
    </Question>
  );
}

function useDeeds(onSettled: () => void) {
  const cache = useQueryClient();
  const keep = {
    onSuccess: (refund: RefundDetail) => cache.setQueryData(trpc.refunds.byId.queryKey({ refundId: refund.id }), refund),
    onSettled: () => {
      onSettled();
      void cache.invalidateQueries({ queryKey: trpc.refunds.pathKey() });
      void cache.invalidateQueries({ queryKey: trpc.orders.pathKey() });
    },
  };
  const approve = useMutation(trpc.refunds.approve.mutationOptions(keep));
  const decline = useMutation(trpc.refunds.decline.mutationOptions(keep));
  const takeBack = useMutation(trpc.refunds.takeBack.mutationOptions(keep));
  const tryNow = useMutation(trpc.refunds.tryNow.mutationOptions(keep));
  return { approve, decline, takeBack, tryNow, error: approve.error ?? decline.error ?? takeBack.error ?? tryNow.error };
}
