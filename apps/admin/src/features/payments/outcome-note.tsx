import type { AskedView, OrderDetail } from "@tillbook/api/views";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
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
      return <Money order={order} kind="paid_late" title={t("paid_late.title")} text={t(`paid_late.${outcome.late}`)} choices={choices} />;
    case "paid_twice":
      return <Money order={order} kind="twin" title={t("paid_twice.title")} text={t("paid_twice.text")} choices={choices} />;
    case "open":
      return order.live.at === "unclear" ? <Unclear title={t("unclear.title")} text={t("unclear.text")} asked={order.live.asked} /> : null;
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

type MoneyProps = OutcomeNoteProps & { kind: "paid_late" | "twin"; title: string; text: string };

/** Money that nobody expected: what to do with it, or who decided to keep it. */
function Money({ order, kind, title, text, choices }: MoneyProps) {
  const t = useTranslations("outcome");
  const name = order.cases.find((each) => each.kind === kind && each.resolution === "accepted")?.closedBy ?? null;
  return (
    <>
      <Notice tone={name === null ? "warn" : "info"}>
        <strong>{title}</strong>
        <p>{name === null ? text : t(kind === "twin" ? "keptBoth" : "kept", { name })}</p>
      </Notice>
      {choices}
    </>
  );
}

/** Beside a code that can be paid: one before it is not decided yet. */
export function EarlierUnclear({ order }: { order: OrderDetail }) {
  const t = useTranslations("outcome.earlier");
  if (order.outcome.is !== "unclear" || order.live.at === "unclear") return null;
  return <Unclear title={t("title")} text={t("text")} asked={order.asked} />;
}
