import type { BreakView } from "@tillbook/api/reconciliation";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Question } from "../../../components/drawer.tsx";
import { useFailureText } from "../../../components/failure-text.ts";
import { TextField } from "../../../components/field.tsx";
import { Notice } from "../../../components/notice.tsx";
import { dayAfter, today } from "../../../lib/day.ts";
import { useSession } from "../../../lib/session.ts";
import { ItemList } from "./item-list.tsx";
import { assign, type BreakDeeds, type Said } from "./use-break-deeds.ts";

type AssignProps = { breaks: readonly BreakView[]; deeds: BreakDeeds; onClose: () => void; onDone: (said: Said) => void };

/** Who looks after breaks, and when something is done next. */
export function AssignDialog({ breaks, deeds, onClose, onDone }: AssignProps) {
  const t = useTranslations("breaks");
  const layers = useTranslations("layers");
  const faults = useTranslations("faults");
  const failureText = useFailureText();
  const form = useId();
  const { user } = useSession();
  const [first] = breaks;
  const [owner, setOwner] = useState(first && !first.isByDefault ? first.owner : user.name);
  const [nextActionOn, setNextActionOn] = useState(() =>
    first && first.nextActionOn !== null && !first.isOverdue ? first.nextActionOn : dayAfter(today(new Date()), 1),
  );
  const [isTried, setIsTried] = useState(false);
  const isReady = owner.trim() !== "" && nextActionOn !== "";
  const send = () => {
    setIsTried(true);
    if (isReady) deeds.mutate(assign(breaks, owner.trim(), nextActionOn), { onSuccess: onDone });
  };
  return (
    <Question
      title={t("assign.title")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{layers("back")}</Button>
          <Button look="primary" type="submit" form={form} isBusy={deeds.isPending}>
            {t("assign.word")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="tb-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!deeds.isPending) send();
        }}
      >
        <ItemList breaks={breaks} />
        <TextField
          label={t("fields.owner")}
          value={owner}
          onChange={setOwner}
          fault={isTried && owner.trim() === "" ? faults("required") : undefined}
        />
        <TextField
          type="date"
          label={t("fields.nextActionOn")}
          value={nextActionOn}
          onChange={setNextActionOn}
          fault={isTried && nextActionOn === "" ? faults("required") : undefined}
        />
        {deeds.error && (
          <Notice tone="bad" isNews>
            {failureText(deeds.error)}
          </Notice>
        )}
      </form>
    </Question>
  );
}
