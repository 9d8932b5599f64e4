import type { CallView, DeliveryView, EvidenceView, FindingView } from "@tillbook/api/views";
import { useMessages, useTranslations } from "use-intl";
import { isKeyOf } from "../../lib/key-of.ts";

/** Answers what writes evidence as plain text in the reader's language, line by line, with the letter at its end. */
export function useEvidenceText(): (evidence: EvidenceView) => string {
  const t = useTranslations("evidence");
  const verdicts = useTranslations("verdicts");
  const findings = useTranslations("findings");
  const { states } = useMessages().timeline;
  const timeline = useTranslations("timeline");
  const state = (word: string): string => (isKeyOf(states, word) ? timeline(`states.${word}`) : word);
  const found = (list: readonly FindingView[]): string[] =>
    list.map(({ code, value }) => `    ${findings(code, { value: value === "" ? "–" : value })}`);

  function call({ source, sent, heardAt, respcd, verdict, findings: list, answer }: CallView): string[] {
    const asked = sent === null ? "" : ` ${sent.method} ${sent.path} · ${sent.at} · HTTP ${sent.httpStatus ?? "–"}`;
    return [
      `${heardAt} ${timeline(`sources.${source}`)}${asked} · respcd ${respcd ?? "–"} · ${verdicts(verdict)}`,
      ...found(list),
      ...(sent === null ? [] : [`    → ${JSON.stringify(sent.fields)}`]),
      `    ← ${JSON.stringify(answer.is === "fields" ? answer.fields : answer)}`,
    ];
  }

  function delivery({ receivedAt, verdict, findings: list, notifyType, signature, signedBy, body }: DeliveryView): string[] {
    return [
      `${receivedAt} ${notifyType ?? "–"} · ${verdicts(verdict)} · X-QF-SIGN ${signature ?? "–"} · ${t(`keys.${keyWord(signedBy)}`)}`,
      ...found(list),
      `    ${JSON.stringify(body.is === "fields" ? body.fields : body)}`,
    ];
  }

  return (evidence) =>
    [
      t("title", { number: evidence.payment.outTradeNo }),
      "",
      ...factsOf(evidence).map(([name, value]) => `${name}: ${value}`),
      "",
      t("clocks"),
      ...evidence.clocks.map(({ name, utc8, clock }) => `  ${t(`clockNames.${name}`)}: ${utc8} (${t(`whose.${clock}`)})`),
      "",
      t("notifications"),
      ...evidence.notifications.flatMap(delivery),
      "",
      t("calls"),
      ...evidence.calls.flatMap(call),
      "",
      t("changes"),
      ...evidence.changes.map(
        ({ at, subject, number, before, after, by }) =>
          `${at} ${timeline(`subjects.${subject}`)} ${number}: ${before === null ? "" : `${state(before)} → `}${state(after)} · ${by}`,
      ),
      "",
      t("letter"),
      evidence.letter.en,
      "",
      evidence.letter["zh-Hant"],
      "",
    ].join("\n");
}

/** Ids and figures by QFPay's own names, which are the same in every language. */
export function factsOf({ account, order, payment }: EvidenceView): [name: string, value: string][] {
  return [
    ["app_code", `…${account.appCodeEnding}`],
    ["mchid", account.mchid ?? "–"],
    ["out_trade_no", payment.outTradeNo],
    ["syssn", payment.syssn ?? "–"],
    ["chnlsn", payment.chnlsn ?? "–"],
    ["pay_type", payment.payType],
    ["txamt", `${payment.amount.currency} ${payment.amount.amount}`],
    ["respcd", payment.respcd ?? "–"],
    ["order", order.number],
  ];
}

/** A key's name as the catalogue knows it. */
export function keyWord(signedBy: string | null): "current" | "previous" | "notification" | "none" {
  return signedBy === "current" || signedBy === "previous" || signedBy === "notification" ? signedBy : "none";
}
