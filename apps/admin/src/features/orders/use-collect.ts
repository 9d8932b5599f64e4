import { useMutation } from "@tanstack/react-query";
import type { OrderDetail } from "@tillbook/api/views";
import { type Currency, parseAmount } from "@tillbook/domain/money";
import { ATTEMPT_MINUTES } from "@tillbook/domain/orders";
import { useState } from "react";
import { useFaultText, useFieldFaults } from "../../components/failure-text.ts";
import { useRequestId } from "../../lib/request-id.ts";
import { trpc } from "../../lib/trpc.ts";
import { rememberAmount } from "./recent-amounts.ts";

/** What is being asked for, as typed. `minutes` is how long each payment attempt stays open. */
export type Draft = { amount: string; currency: Currency; face: "qr" | "link"; goodsName: string; note: string; minutes: string };

/** The request being typed, what is wrong with it, and how to send it once. */
export function useCollect(currency: Currency, onCreated: (order: OrderDetail) => void) {
  const faultText = useFaultText();
  const requestId = useRequestId();
  const [draft, setDraft] = useState<Draft>({
    amount: "",
    currency,
    face: "qr",
    goodsName: "",
    note: "",
    minutes: String(ATTEMPT_MINUTES.usual),
  });
  const [amountFault, setAmountFault] = useState<string>();
  const create = useMutation(
    trpc.orders.create.mutationOptions({
      onSuccess: (order) => {
        requestId.settled();
        rememberAmount(draft.amount, draft.currency);
        onCreated(order);
      },
    }),
  );
  const sentFaults = useFieldFaults(create.error);
  const faults: Readonly<Record<string, string>> = amountFault === undefined ? sentFaults : { ...sentFaults, amount: amountFault };
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setAmountFault(undefined);
    if (create.error) create.reset();
  };
  const submit = () => {
    const read = parseAmount(draft.amount, draft.currency);
    if (!read.ok) return setAmountFault(faultText("amount", draft.amount === "" ? "required" : read.fault));
    const command = commandOf(draft);
    create.mutate({ requestId: requestId.idFor(command), ...command });
  };
  return { draft, change, submit, faults, error: create.error, isBusy: create.isPending };
}

/** What is left empty is not sent. */
function commandOf({ amount, currency, face, goodsName, note, minutes }: Draft) {
  return {
    amount,
    currency,
    face,
    expiresInMinutes: Number(minutes),
    ...(goodsName.trim() === "" ? {} : { goodsName: goodsName.trim() }),
    ...(note.trim() === "" ? {} : { note: note.trim() }),
  };
}
