import type { CaseDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../components/money-text.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { TimeText } from "../../components/time-text.tsx";
import "./cases.css";

type Half = NonNullable<CaseDetail["counted"]>;

/** Both payments of an order that was paid twice: which counts, and which came beside it. */
export function TwinPayments({ aCase }: { aCase: CaseDetail }) {
  const halves = [aCase.counted, aCase.payment].filter((each) => each !== null);
  return (
    <ul className="tb-twins">
      {halves.map((half) => (
        <li key={half.id}>
          <OnePayment half={half} isCounted={half.id === aCase.counted?.id} />
        </li>
      ))}
    </ul>
  );
}

function OnePayment({ half, isCounted }: { half: Half; isCounted: boolean }) {
  const t = useTranslations("cases.twin");
  return (
    <>
      <div className="tb-two-lines">
        <strong>
          <MoneyText value={half.amount} />
        </strong>
        <span>
          <StateBadge tone={isCounted ? "good" : "warn"} shape={isCounted ? "tick" : "twins"}>
            {t(isCounted ? "counts" : "later")}
          </StateBadge>
        </span>
      </div>
      <p className="tb-note tb-id">{[half.outTradeNo, half.syssn && `syssn ${half.syssn}`].filter(Boolean).join(" · ")}</p>
      {half.paydtm !== null && (
        <p className="tb-note">
          <TimeText at={half.paydtm} style="full" />
        </p>
      )}
    </>
  );
}
