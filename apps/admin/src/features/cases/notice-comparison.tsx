import type { CaseDetail, FindingCode, FindingView, OrderDetail } from "@tillbook/api/views";
import { currencySchema } from "@tillbook/domain/money";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { FindingList } from "../../components/finding-list.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import "./cases.css";

type Field = "amount" | "number" | "payType" | "merchant" | "payment";
const FIELDS: Partial<Record<FindingCode, Field>> = {
  amount_differs: "amount",
  amount_missing: "amount",
  number_differs: "number",
  pay_type_differs: "payType",
  merchant_differs: "merchant",
  payment_differs: "payment",
};

type ComparisonProps = { notice: NonNullable<CaseDetail["notice"]>; order: OrderDetail | undefined };

/** What a notification says and what our books say, field by field; then what else is odd about it. */
export function NoticeComparison({ notice, order }: ComparisonProps) {
  const t = useTranslations("cases.compare");
  const compared = notice.findings.flatMap((finding) => {
    const field = FIELDS[finding.code];
    return field === undefined ? [] : [{ field, finding }];
  });
  const others = notice.findings.filter(({ code }) => FIELDS[code] === undefined);
  return (
    <>
      {compared.length > 0 && (
        <table className="tb-compare">
          <thead>
            <tr>
              <th scope="col">{t("field")}</th>
              <th scope="col">{t("said")}</th>
              <th scope="col">{t("ours")}</th>
            </tr>
          </thead>
          <tbody>
            {compared.map(({ field, finding }) => (
              <tr key={finding.code}>
                <th scope="row">{t(`fields.${field}`)}</th>
                <td className="tb-compare__said">
                  <Said finding={finding} />
                </td>
                <td>{order === undefined ? t("none") : ourWord(field, order)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <FindingList findings={others} />
    </>
  );
}

/** Amounts come as "HKD 0.01". */
function Said({ finding }: { finding: FindingView }) {
  const t = useTranslations("cases.compare");
  if (finding.code === "amount_missing") return t("missing");
  const [currency, amount = ""] = finding.value.split(" ");
  const read = currencySchema.safeParse(currency);
  const isAmount = finding.code === "amount_differs" && read.success && /^\d+(\.\d+)?$/.test(amount);
  return isAmount ? <MoneyText value={{ amount, currency: read.data }} /> : finding.value;
}

function ourWord(field: Field, order: OrderDetail): ReactNode {
  const each = (words: readonly (string | null)[]) => [...new Set(words)].filter((word) => word !== null).join(", ");
  switch (field) {
    case "amount":
      return <MoneyText value={order.amount} />;
    case "number":
      return each(order.payments.map(({ outTradeNo }) => outTradeNo));
    case "payType":
      return each(order.payments.map(({ payType }) => payType));
    case "payment":
      return each(order.payments.map(({ syssn }) => syssn));
    case "merchant":
      return null;
  }
}
