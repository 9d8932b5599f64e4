import type { BreakView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { ACTION_KEYS, type Asking } from "./actions.ts";

type ActionBarProps = { aBreak: BreakView; isBusy: boolean; hasKeys: boolean; onAsk: (asking: Asking) => void };

/** What may be done about a break, in the order in which it should be tried; each button names its key. */
export function ActionBar({ aBreak, isBusy, hasKeys, onAsk }: ActionBarProps) {
  const t = useTranslations("breaks");
  const shortcut = (key: string) => (hasKeys ? key : undefined);
  const keyHint = (key: string) =>
    hasKeys && (
      <kbd className="tb-shortcut" aria-hidden="true">
        {key}
      </kbd>
    );
  return (
    <div className="tb-actions" role="group" aria-label={t("actionsLabel")}>
      {isOpenForWork(aBreak) &&
        aBreak.actions.map((action, at) => (
          <Button
            key={action}
            size="small"
            look={at === 0 ? "primary" : "default"}
            isBusy={isBusy}
            shortcut={shortcut(ACTION_KEYS[action])}
            onPress={() => onAsk(action)}
          >
            {t(`actions.${action}.word`)} {keyHint(ACTION_KEYS[action])}
          </Button>
        ))}
      <Button size="small" isBusy={isBusy} shortcut={shortcut("a")} onPress={() => onAsk("ASSIGN")}>
        {t("assign.word")} {keyHint("a")}
      </Button>
    </div>
  );
}

/** While a proposal waits nothing else is proposed, and what is settled must be taken back first. */
export function isOpenForWork({ state }: BreakView): boolean {
  return state === "OPEN" || state === "CLAIMED" || state === "REOPENED";
}
