import type { BreakView } from "@tillbook/api/reconciliation";
import { haveSameCause } from "@tillbook/domain/reconciliation/breaks";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { isOpenForWork } from "./action-bar.tsx";
import { type Asking, BULK_ACTIONS, type BulkAction } from "./actions.ts";

type BulkProps = { chosen: readonly BreakView[]; isBusy: boolean; onAsk: (asking: Asking) => void; onClear: () => void };

/** What may be done to the chosen breaks together. They must be of one run, and the same rule must explain each. */
export function BulkBar({ chosen, isBusy, onAsk, onClear }: BulkProps) {
  const t = useTranslations("breaks");
  const barrier = barrierOf(chosen);
  return (
    <div className="tb-bulk" role="group" aria-label={t("bulk.label")}>
      <strong>{t("bulk.chosen", { count: chosen.length })}</strong>
      {barrier === null ? (
        actionsOfAll(chosen).map((action) => (
          <Button key={action} size="small" isBusy={isBusy} onPress={() => onAsk(action)}>
            {t(`actions.${action}.word`)}
          </Button>
        ))
      ) : (
        <span className="tb-note">{t(`bulk.${barrier}`)}</span>
      )}
      <Button size="small" isBusy={isBusy} onPress={() => onAsk("ASSIGN")}>
        {t("assign.word")}
      </Button>
      <Button look="plain" onPress={onClear}>
        {t("bulk.clear")}
      </Button>
    </div>
  );
}

/** Why they cannot be settled together; null when they can. */
function barrierOf(chosen: readonly BreakView[]): "settled" | "otherDays" | "otherCauses" | null {
  if (!chosen.every(isOpenForWork)) return "settled";
  if (new Set(chosen.map(({ runId }) => runId)).size > 1) return "otherDays";
  const same = haveSameCause(chosen.map(({ codes, explanation }) => ({ codes, because: explanation })));
  return same ? null : "otherCauses";
}

function actionsOfAll(chosen: readonly BreakView[]): BulkAction[] {
  return BULK_ACTIONS.filter((action) => chosen.every(({ actions }) => actions.includes(action)));
}
