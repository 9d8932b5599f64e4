import { RESOLUTION_ACTIONS } from "@tillbook/domain/reconciliation/breaks";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Question } from "../../../components/drawer.tsx";
import { ACTION_KEYS } from "./actions.ts";

/** Every key of the desk and what it does. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations("breaks");
  const keys: readonly (readonly [string, string])[] = [
    ["j ↓", t("keys.next")],
    ["k ↑", t("keys.previous")],
    ["Enter", t("keys.open")],
    ["x", t("keys.choose")],
    ...RESOLUTION_ACTIONS.map((action) => [ACTION_KEYS[action], t(`actions.${action}.title`)] as const),
    ["a", t("assign.title")],
    ["y", t("keys.approve")],
    ["n", t("keys.reject")],
    ["/", t("keys.filter")],
    ["Esc", t("keys.close")],
    ["?", t("keys.help")],
  ];
  return (
    <Question
      title={t("keys.title")}
      onClose={onClose}
      actions={
        <Button look="primary" onPress={onClose}>
          {t("keys.done")}
        </Button>
      }
    >
      <p className="tb-note">{t("keys.note")}</p>
      <dl className="tb-keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd className="tb-shortcut">{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Question>
  );
}
