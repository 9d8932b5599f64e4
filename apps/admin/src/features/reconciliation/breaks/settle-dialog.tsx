import type { BreakView } from "@tillbook/api/reconciliation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AskWhy } from "../../../components/ask-why.tsx";
import { today } from "../../../lib/day.ts";
import { useSession } from "../../../lib/session.ts";
import type { BulkAction } from "./actions.ts";
import { ItemList } from "./item-list.tsx";
import { type BreakDeeds, createInternal, propose, type Said } from "./use-break-deeds.ts";
import { nothingTyped, type Typed, WishFields, wishOf } from "./wish-fields.tsx";

type SettleProps = {
  breaks: readonly BreakView[];
  action: BulkAction;
  deeds: BreakDeeds;
  onClose: () => void;
  onDone: (said: Said) => void;
};

/** Settles one break, or several of one cause at once: what it means, every item, what it needs, and why. */
export function SettleDialog({ breaks, action, deeds, onClose, onDone }: SettleProps) {
  const t = useTranslations("breaks");
  const { user } = useSession();
  const [typed, setTyped] = useState<Typed>(() => nothingTyped(today(new Date()), user.name));
  const [blank, setBlank] = useState<keyof Typed>();
  const [first] = breaks;
  const send = (reason: string) => {
    const read = wishOf(action, typed);
    setBlank("blank" in read ? read.blank : undefined);
    if ("blank" in read || !first) return;
    const isAskedFirst = action === "CREATE_INTERNAL" && breaks.length === 1;
    const why = { reason, evidence: typed.evidence, files: typed.files };
    const deed = isAskedFirst ? createInternal(first, why) : propose(breaks, read.wish, why);
    deeds.mutate(deed, { onSuccess: onDone });
  };
  return (
    <AskWhy
      title={t(`actions.${action}.title`)}
      word={t(`actions.${action}.word`)}
      look={action === "WRITE_OFF" || action === "IGNORE_LINE" ? "warn" : "primary"}
      label={t("fields.reason")}
      isBusy={deeds.isPending}
      error={deeds.error}
      onClose={onClose}
      onSend={send}
    >
      <p>{t(`actions.${action}.note`)}</p>
      <ItemList breaks={breaks} />
      <WishFields action={action} typed={typed} blank={blank} onChange={setTyped} />
    </AskWhy>
  );
}
