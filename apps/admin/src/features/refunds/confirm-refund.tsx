import type { CheckView, FeasibilityView, MoneyView } from "@tillbook/api/views";
import { formatMajor, subtract } from "@tillbook/domain/money";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Question } from "../../components/drawer.tsx";
import { timeWords } from "../../components/time-text.tsx";
import { moneyFrom, moneyText } from "../../lib/money-view.ts";

type ConfirmProps = {
  known: FeasibilityView;
  amount: MoneyView;
  reason: string;
  isBusy: boolean;
  onBack: () => void;
  onConfirm: () => void;
};

/** The last look before a refund: what goes back, what is left, what it waits for. */
export function ConfirmRefund({ known, amount, reason, isBusy, onBack, onConfirm }: ConfirmProps) {
  const t = useTranslations("refunds");
  const locale = useLocale();
  const rest = subtract(moneyFrom(known.standing.refundable), moneyFrom(amount));
  const sum = moneyText(amount, locale);
  const waits = known.checks.filter(({ is }) => is === "waits").map(({ why, until }) => ({ why, until }));
  const needsApproval = waits.some(({ why }) => why === "approval");
  return (
    <Question
      title={needsApproval ? t("askQuestion", { amount: sum }) : t("question", { amount: sum })}
      onClose={onBack}
      actions={
        <>
          <Button onPress={onBack}>{t("back")}</Button>
          <Button look="warn" isBusy={isBusy} onPress={onConfirm}>
            {needsApproval ? t("ask", { amount: sum }) : t("confirm", { amount: sum })}
          </Button>
        </>
      }
    >
      <ul className="tb-refunds__steps">
        <li>{t("stepBack", { amount: sum })}</li>
        <WaitSteps waits={waits} />
        <li>{t("stepLeft", { left: moneyText({ amount: formatMajor(rest), currency: amount.currency }, locale) })}</li>
        <li>{t("stepReason", { reason })}</li>
        <li>{t("stepFinal")}</li>
      </ul>
    </Question>
  );
}

function WaitSteps({ waits }: { waits: readonly Pick<CheckView, "why" | "until">[] }) {
  const t = useTranslations("refunds");
  const locale = useLocale();
  return waits.map(({ why, until }) => {
    if (why === "approval") return <li key={why}>{t("stepApproval")}</li>;
    if (why === "earlier_refund") return <li key={why}>{t("stepEarlier")}</li>;
    if (why !== "blackout" || until === null) return null;
    return <li key={why}>{t("stepWaits", { time: timeWords(until, "short", locale) })}</li>;
  });
}
