import { useTranslations } from "use-intl";
import { PayoutTrail } from "../../features/settlement/payouts/index.ts";
import { ReconcileFrame } from "./reconcile-frame.tsx";

/** The way of the money from QFPay's batches to the bank. */
export function PayoutsPage() {
  const t = useTranslations("payouts");
  return (
    <ReconcileFrame title={t("title")}>
      <p className="tb-note tb-page__note">{t("note")}</p>
      <PayoutTrail />
    </ReconcileFrame>
  );
}
