import type { LineView, TransactionView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../../components/money-text.tsx";
import { linkSum } from "./link-sum.ts";

/** The sum of a match by hand as an equation: rows less ours is what somebody would have to accept. */
export function LinkSumText({ lines, transactions }: { lines: readonly LineView[]; transactions: readonly TransactionView[] }) {
  const t = useTranslations("breaks.suggestions");
  const sum = linkSum(lines, transactions);
  if (sum === null) return null;
  return (
    <p className={sum.isZero ? "tb-sum tb-sum_zero" : "tb-sum"}>
      <MoneyText value={sum.rows} /> − <MoneyText value={sum.ours} /> = <MoneyText value={sum.difference} />{" "}
      <span className="tb-note">{sum.isZero ? t("onePerson") : t("twoPeople")}</span>
    </p>
  );
}
