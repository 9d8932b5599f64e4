import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RuleSet } from "@tillbook/domain/account-rules";
import { may } from "@tillbook/domain/staff";
import { useEffect, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Notice } from "../../../components/notice.tsx";
import { useSession } from "../../../lib/session.ts";
import { staffClient } from "../../../lib/trpc.ts";
import { DryRun } from "../dry-run/index.ts";
import { patchText } from "./draft.ts";
import { ProposeRules } from "./propose-rules.tsx";
import { refreshRules } from "./refresh-rules.ts";
import { SECTIONS } from "./rule-fields.ts";
import { SectionFields } from "./section-fields.tsx";
import { useRulesForm } from "./use-rules-form.ts";

const WRITTEN_AFTER_MS = 400;
export type FormProps = {
  set: RuleSet;
  /** The rules in force, in words. */
  rules: object;
  isWaiting: boolean;
  /** The draft as the address keeps it, and where it is kept. */
  kept: string | undefined;
  onKeep: (text: string | undefined) => void;
  days: { first: string; last: string; onDays: (days: { first?: string | undefined; last?: string | undefined }) => void };
};

/** The rules in force, to be changed: nothing is another rule before a second person agrees. */
export function RulesForm({ set, rules, isWaiting, kept, onKeep, days }: FormProps) {
  const t = useTranslations("rules");
  const { role, account } = useSession();
  const cache = useQueryClient();
  const id = useId();
  const [isAsking, setIsAsking] = useState(false);
  const [isSent, setIsSent] = useState(false);
  const propose = useMutation({
    mutationFn: (asked: { changes: Record<string, unknown>; reason: string }) => staffClient.rules.propose.mutate({ set, ...asked }),
    onSuccess: () => {
      setIsAsking(false);
      setIsSent(true);
      form.reset();
    },
    onSettled: () => refreshRules(cache),
  });
  const form = useRulesForm(
    { set, words: rules, currencies: account.currencies, patch: patchText.read(kept) },
    { error: propose.error, of: JSON.stringify(propose.variables?.changes) },
  );
  const text = patchText.write(form.patch);
  useEffect(() => {
    if (text === kept) return undefined;
    const timer = setTimeout(() => onKeep(text), WRITTEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, kept, onKeep]);
  const mayChange = may(role, "changeRules");
  const isChanged = form.changed.size > 0;
  const ask = () => {
    propose.reset();
    setIsSent(false);
    if (form.check() && form.changes.length > 0) setIsAsking(true);
    else focusFault(id);
  };
  return (
    <>
      <form
        id={id}
        className="tb-rules-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged && !isWaiting) ask();
        }}
      >
        <fieldset className="tb-rules-form__fields" disabled={!mayChange}>
          {SECTIONS[set].map((section, at) => (
            <SectionFields key={section.name} form={form} section={section} isFirst={at === 0} />
          ))}
        </fieldset>
        {mayChange && (
          <div className={isChanged ? "tb-rules-bar tb-rules-bar_sticky" : "tb-rules-bar"}>
            <p className="tb-note">
              {isWaiting ? t("oneWaits") : isChanged ? t("changed", { count: form.changed.size }) : t("nothingChanged")}
            </p>
            <Button type="submit" look="primary" size="small" isDisabled={!isChanged || isWaiting}>
              {t("propose")}
            </Button>
            <Button size="small" isDisabled={!isChanged} onPress={form.reset}>
              {t("reset")}
            </Button>
          </div>
        )}
      </form>
      {isSent && (
        <Notice tone="good" isNews>
          {t("proposed")}
        </Notice>
      )}
      {set === "settlement" && may(role, "reconcile") && <DryRun {...days} patch={form.patch} onCheck={form.check} />}
      {isAsking && (
        <ProposeRules
          form={form}
          isBusy={propose.isPending}
          error={propose.error}
          onClose={() => setIsAsking(false)}
          onSend={(reason) => propose.mutate({ changes: { ...form.patch }, reason })}
        />
      )}
    </>
  );
}

/** Whoever asked sees what stands in the way. The fields say so after the next paint. */
function focusFault(form: string): void {
  requestAnimationFrame(() => document.getElementById(form)?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
}
