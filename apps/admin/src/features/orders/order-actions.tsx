import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OrderDetail } from "@tillbook/api/views";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Question } from "../../components/drawer.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { MoneyText } from "../../components/money-text.tsx";
import { Notice } from "../../components/notice.tsx";
import { trpc } from "../../lib/trpc.ts";

/** Stops an open order after one question, since a customer may be about to pay. */
export function CancelOrder({ order }: { order: OrderDetail }) {
  const t = useTranslations("cancel");
  const failureText = useFailureText();
  const keep = useKeepOrder();
  const [isAsking, setIsAsking] = useState(false);
  const cancel = useMutation(trpc.orders.cancel.mutationOptions({ onSuccess: keep, onSettled: () => setIsAsking(false) }));
  if (!order.can.cancel) return null;
  return (
    <>
      <Button onPress={() => setIsAsking(true)}>{t("action")}</Button>
      {cancel.error && (
        <Notice tone="bad" isNews>
          {failureText(cancel.error)}
        </Notice>
      )}
      {isAsking && (
        <Question
          title={t("question")}
          onClose={() => setIsAsking(false)}
          actions={
            <>
              <Button onPress={() => setIsAsking(false)}>{t("keep")}</Button>
              <Button look="warn" isBusy={cancel.isPending} onPress={() => cancel.mutate({ orderId: order.id })}>
                {t("confirm")}
              </Button>
            </>
          }
        >
          <p>
            <MoneyText value={order.amount} /> · {order.number}
          </p>
          <p className="tb-note">{t("note")}</p>
        </Question>
      )}
    </>
  );
}

/** Asks QFPay now instead of waiting for the next turn. */
export function CheckNow({ order }: { order: OrderDetail }) {
  const t = useTranslations("enquire");
  const failureText = useFailureText();
  const keep = useKeepOrder();
  const enquire = useMutation(trpc.orders.enquire.mutationOptions({ onSuccess: keep }));
  if (!order.can.enquire) return null;
  return (
    <>
      <Button isBusy={enquire.isPending} onPress={() => enquire.mutate({ orderId: order.id })}>
        {t("action")}
      </Button>
      <span className="tb-hidden" role="status">
        {enquire.isSuccess ? t("done") : ""}
      </span>
      {enquire.error && (
        <Notice tone="bad" isNews>
          {failureText(enquire.error)}
        </Notice>
      )}
    </>
  );
}

/** Puts the order that a command answered with in place of what the screen knew. */
function useKeepOrder(): (order: OrderDetail) => void {
  const cache = useQueryClient();
  return (order) => {
    cache.setQueryData(trpc.orders.byId.queryKey({ orderId: order.id }), order);
    void cache.invalidateQueries({ queryKey: trpc.orders.list.pathKey() });
  };
}
