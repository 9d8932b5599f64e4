import { useTranslations } from "use-intl";
import { AskWhy } from "../../../components/ask-why.tsx";
import { RuleChangesList } from "./rule-changes-list.tsx";
import type { RulesForm } from "./use-rules-form.ts";

type ProposeProps = { form: RulesForm; isBusy: boolean; error: unknown; onClose: () => void; onSend: (reason: string) => void };

/** The last look before a second person is asked: every change, and why. */
export function ProposeRules({ form, isBusy, error, onClose, onSend }: ProposeProps) {
  const t = useTranslations("rules");
  return (
    <AskWhy title={t("titles.propose")} word={t("propose")} label={t("reason")} {...{ isBusy, error, onClose, onSend }}>
      <p>{t("notes.propose")}</p>
      <RuleChangesList changes={form.changes} />
    </AskWhy>
  );
}
