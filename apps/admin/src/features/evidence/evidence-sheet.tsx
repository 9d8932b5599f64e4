import type { EvidenceView } from "@tillbook/api/views";
import { useMessages, useTranslations } from "use-intl";
import { ActorName } from "../../components/actor-name.tsx";
import { Fact, Facts } from "../../components/cells.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Card } from "../../components/page.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { isKeyOf } from "../../lib/key-of.ts";
import { CallList } from "./call-list.tsx";
import { DeliveryList } from "./delivery-list.tsx";
import { factsOf } from "./evidence-text.ts";
import "./evidence.css";

/** The whole evidence as a page: ids, clocks, what QFPay told us, what we asked and what moved. */
export function EvidenceSheet({ evidence }: { evidence: EvidenceView }) {
  const t = useTranslations("evidence");
  return (
    <>
      <div className="tb-evidence__two">
        <Card title={t("ids")}>
          <Ids evidence={evidence} />
        </Card>
        <Card title={t("clocks")} note={t("clocksNote")}>
          <Facts>
            {evidence.clocks.map(({ name, utc8, clock }) => (
              <Fact key={name} name={t(`clockNames.${name}`)}>
                <span className="tb-number">{utc8}</span> <span className="tb-note">{t(`whose.${clock}`)}</span>
              </Fact>
            ))}
          </Facts>
        </Card>
      </div>
      {evidence.refunds.length > 0 && (
        <Card title={t("refunds")}>
          <Refunds refunds={evidence.refunds} />
        </Card>
      )}
      <Card title={t("notifications")}>
        <DeliveryList deliveries={evidence.notifications} />
      </Card>
      <Card title={t("calls")} note={evidence.isCut ? t("isCut") : t("callsNote")}>
        <CallList calls={evidence.calls} />
      </Card>
      <Card title={t("changes")}>
        <Changes changes={evidence.changes} />
      </Card>
    </>
  );
}

function Ids({ evidence }: { evidence: EvidenceView }) {
  const t = useTranslations("evidence");
  return (
    <Facts>
      {factsOf(evidence).map(([name, value]) => (
        <Fact key={name} name={name === "order" ? t("order") : name}>
          <span className="tb-id">{value}</span>
        </Fact>
      ))}
      <Fact name={t("enquiries")}>{t("times", { count: evidence.payment.enquiries })}</Fact>
    </Facts>
  );
}

function Refunds({ refunds }: { refunds: EvidenceView["refunds"] }) {
  const { states } = useMessages().timeline;
  const t = useTranslations("timeline");
  return (
    <Facts>
      {refunds.map(({ outTradeNo, amount, state, syssn }) => (
        <Fact key={outTradeNo} name={outTradeNo}>
          <MoneyText value={amount} /> · {isKeyOf(states, state) ? t(`states.${state}`) : state}
          {syssn !== null && <span className="tb-note tb-id"> {syssn}</span>}
        </Fact>
      ))}
    </Facts>
  );
}

function Changes({ changes }: { changes: EvidenceView["changes"] }) {
  const t = useTranslations("timeline");
  const { states } = useMessages().timeline;
  const word = (state: string) => (isKeyOf(states, state) ? t(`states.${state}`) : state);
  return (
    <ol className="tb-evidence__list">
      {changes.map(({ at, subject, number, before, after, by }) => (
        <li key={`${subject} ${number} ${after} ${at}`}>
          <p>
            {t(`subjects.${subject}`)} <span className="tb-id">{number}</span>: {before !== null && <>{word(before)} → </>}
            <strong>{word(after)}</strong> · <ActorName actor={by} />
          </p>
          <p className="tb-note">
            <TimeText at={at} style="full" />
          </p>
        </li>
      ))}
    </ol>
  );
}
