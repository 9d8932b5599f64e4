import type { AttemptView, DeliveryDetail } from "@tillbook/api/webhooks";
import { useMessages, useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { Card } from "../../components/page.tsx";
import { RawText } from "../../components/raw-text.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { isKeyOf } from "../../lib/key-of.ts";
import { DeliveryBadge } from "./delivery-badge.tsx";
import { SendOneAgain } from "./send-again.tsx";

/** One event on its way to one endpoint: where it stands, every attempt, and the body as it is sent. */
export function DeliveryDetails({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTranslations("deliveries");
  return (
    <>
      <Card title={<span className="tb-id">{delivery.type}</span>} actions={<DeliveryBadge state={delivery.state} />}>
        <Facts>
          <Fact name={t("columns.happened")}>
            <TimeText at={delivery.createdAt} style="full" />
          </Fact>
          <Fact name={t("columns.endpoint")}>
            <span className="tb-id">{delivery.url}</span>
          </Fact>
          <Fact name={t("eventId")}>
            <span className="tb-id">{delivery.eventId}</span>
          </Fact>
          {delivery.nextAttemptAt !== null && (
            <Fact name={t("columns.next")}>
              <TimeText at={delivery.nextAttemptAt} style="full" />
            </Fact>
          )}
        </Facts>
        {delivery.canSendAgain ? (
          <div className="tb-buttons">
            <SendOneAgain deliveryId={delivery.id} />
          </div>
        ) : (
          <p className="tb-note">{t("endpointGone")}</p>
        )}
      </Card>
      <Card title={t("attempts")}>
        {delivery.attempts.length === 0 ? (
          <p className="tb-note">{t("noAttempts")}</p>
        ) : (
          delivery.attempts.map((attempt) => <Attempt key={attempt.at} attempt={attempt} />)
        )}
      </Card>
      <Card title={t("body")} note={t("bodyNote")}>
        <RawText label={t("body")}>{pretty(delivery.body)}</RawText>
      </Card>
    </>
  );
}

function Attempt({ attempt }: { attempt: AttemptView }) {
  const t = useTranslations("deliveries");
  const isGood = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
  return (
    <div className="tb-attempt">
      <div className="tb-card__head">
        <TimeText at={attempt.at} style="full" />
        <StateBadge tone={isGood ? "good" : "bad"} shape={isGood ? "tick" : "cross"}>
          {attempt.status === null ? <Fault fault={attempt.fault ?? "failed"} /> : t("answered", { status: attempt.status })}
        </StateBadge>
      </div>
      <p className="tb-note">{t("took", { ms: attempt.took })}</p>
      {attempt.answer !== "" && <RawText label={t("answer")}>{attempt.answer}</RawText>}
    </div>
  );
}

function Fault({ fault }: { fault: string }) {
  const t = useTranslations("deliveries.faults");
  const { faults } = useMessages().deliveries;
  return isKeyOf(faults, fault) ? t(fault) : t("failed");
}

/** Easier to read than what is sent; the bytes themselves have no line breaks. */
function pretty(body: string): string {
  const read: unknown = JSON.parse(body);
  return JSON.stringify(read, null, 2);
}
