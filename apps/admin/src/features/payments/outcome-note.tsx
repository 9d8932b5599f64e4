import type { AskedView, OrderDetail } from "@tillbook/api/views";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ActorName } from "../../components/actor-name.tsx";
import { Notice } from "../../components/notice.tsx";
import { AskedPlan } from "./asked-plan.tsx";

type OutcomeNoteProps = {
  order: OrderDetail;
  /** What a person may do about it. */
  choices?: ReactNode;
};

/** What an order's outcome means and what happens next, where one word is not enough: unclear, late, twice, ended but watched. */
export function OutcomeNote({ order, choices }: OutcomeNoteProps) {
  const t = useTranslations("outcome");
  const { outcome, asked } = order;
  switch (outcome.is) {
    case "unclear":
      return <Unclear title={t("unclear.title")} text={t("unclear.text")} asked={asked} />;
    case "needs_person":
      return (
        <>
          <Unclear title={t("needs_person.title")} text={t("needs_person.text")} asked={asked} />
          {choices}
        </>
      );
    case "cancelled":
    case "expired":
      return asked === null ? null : <Unclear title={t(`watched.${outcome.is}`)} text={t("watched.text")} asked={asked} isCalm />;
    case "paid_late":
      return (
        <>
          <Notice tone="warn">
            <strong>{t("paid_late.title")}</strong>
            <p>{t(`paid_late.${outcome.late}`)}</p>
          </Notice>
          <Kept order={order} kind="paid_late" />
          {choices}
        </>
      );
    case "paid_twice":
      return (
        <>
          <Notice tone="warn">
            <strong>{t("paid_twice.title")}</strong>
            <p>{t("paid_twice.text")}</p>
          </Notice>
          <Kept order={order} kind="twin" />
          {choices}
        </>
      );
    case "open":
    case "paid":
    case "partly_refunded":
    case "refunded":
      return null;
  }
}

/** The words are news; the clock beside them ticks without being read out every second. */
function Unclear({ title, text, asked, isCalm = false }: { title: string; text: string; asked: AskedView | null; isCalm?: boolean }) {
  return (
    <>
      <Notice tone={isCalm ? "info" : "warn"} isNews>
        <strong>{title}</strong>
        <p>{text}</p>
      </Notice>
      {asked !== null && <AskedPlan asked={asked} />}
    </>
  );
}

/** Who decided that the money stays. */
function Kept({ order, kind }: { order: OrderDetail; kind: "paid_late" | "twin" }) {
  const t = useTranslations("outcome");
  const decided = order.cases.find((each) => each.kind === kind && each.resolution === "accepted");
  if (decided?.closedBy == null) return null;
  return (
    <p className="tb-note">
      {t.rich(kind === "twin" ? "keptBoth" : "kept", { name: decided.closedBy, })}
    </p>
  );
}
