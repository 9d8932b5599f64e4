import { Link } from "@tanstack/react-router";
import type { CaseDetail } from "@tillbook/api/views";
import { useLocale, useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { isZero, moneyText } from "../../lib/money-view.ts";
import { Decision } from "./decision.tsx";

/** Money that nobody expected: give it back, with the refund filled in, or keep it. */
export function MoneyChoices({ aCase }: { aCase: CaseDetail }) {
  const t = useTranslations("cases");
  const locale = useLocale();
  const isTwin = aCase.kind === "twin";
  return (
    <>
      {!isZero(aCase.refunding) && <Notice tone="info">{t("refunding", { amount: moneyText(aCase.refunding, locale) })}</Notice>}
      <div className="tb-buttons">
        {aCase.can.accept && !isTwin && <Keep aCase={aCase} />}
        {aCase.can.refund && aCase.refund !== null && aCase.order !== null && (
          <Link
            to="/orders/$orderId/refund"
            params={{ orderId: aCase.order.id }}
            search={{ payment: aCase.refund.paymentId, why: isTwin ? "twin" : "paid_late" }}
            className={buttonClass(isTwin ? "primary" : "default")}
          >
            {t("refund", { amount: moneyText(aCase.refund.amount, locale) })}
          </Link>
        )}
        {aCase.can.accept && isTwin && <Keep aCase={aCase} />}
      </div>
    </>
  );
}

function Keep({ aCase }: { aCase: CaseDetail }) {
  const t = useTranslations("cases");
  const locale = useLocale();
  const isTwin = aCase.kind === "twin";
  return (
    <Decision
      aCase={aCase}
      resolution="accepted"
      word={t(isTwin ? "keepBoth" : "keep")}
      look={isTwin ? "default" : "primary"}
      question={t("keepQuestion", { amount: aCase.payment === null ? "" : moneyText(aCase.payment.amount, locale) })}
      text={t(isTwin ? "keepBothText" : "keepText")}
      noteLabel={t("keepNote")}
    />
  );
}
