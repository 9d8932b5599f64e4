import type { OrderDetail, TimelineEntry } from "@tillbook/api/views";
import { useMessages, useTranslations } from "use-intl";
import { ActorName } from "../../components/actor-name.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { isKeyOf } from "../../lib/key-of.ts";
import "./order-timeline.css";

/** Everything that was heard, changed and done about an order, oldest first. */
export function OrderTimeline({ order }: { order: Pick<OrderDetail, "timeline"> }) {
  return (
    <ol className="tb-timeline">
      {order.timeline.map((entry, at) => (
        // Entries are only ever added at the end, so their place names them.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at} className={`tb-timeline__entry tb-timeline__entry_${entry.kind}`}>
          <Entry entry={entry} />
          <span className="tb-note">
            <TimeText at={entry.at} style="full" />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  switch (entry.kind) {
    case "observation":
      return <Observation entry={entry} />;
    case "change":
      return <Change entry={entry} />;
    case "deed":
      return <Deed entry={entry} />;
  }
}

function Observation({ entry }: { entry: Extract<TimelineEntry, { kind: "observation" }> }) {
  const t = useTranslations("timeline");
  const { verdicts } = useMessages().timeline;
  const verdict = isKeyOf(verdicts, entry.verdict) ? t(`verdicts.${entry.verdict}`) : entry.verdict;
  const codes = [
    entry.respcd === null ? null : `respcd ${entry.respcd}`,
    entry.syssn === null ? null : `syssn ${entry.syssn}`,
    entry.outTradeNo,
  ];
  return (
    <>
      <p>
        {t(`sources.${entry.source}`)} · {verdict}
      </p>
      <p className="tb-note tb-id">{codes.filter((code) => code !== null).join(" · ")}</p>
      {entry.findings.length > 0 && <p className="tb-timeline__findings">{t("differs", { what: entry.findings.join(", ") })}</p>}
    </>
  );
}

function Change({ entry }: { entry: Extract<TimelineEntry, { kind: "change" }> }) {
  const t = useTranslations("timeline");
  const { states, details } = useMessages().timeline;
  const word = (state: string) => (isKeyOf(states, state) ? t(`states.${state}`) : state);
  const { late } = entry.details;
  const told = [
    typeof late === "string" && isKeyOf(details.late, late) ? t(`details.late.${late}`) : null,
    entry.details["twin"] === true ? t("details.twin") : null,
    entry.details["declared"] === true ? t("details.declared") : null,
  ].filter((each) => each !== null);
  return (
    <p>
      {t(`subjects.${entry.subject}`)}: {entry.before !== null && entry.before !== entry.after && <>{word(entry.before)} → </>}
      <strong>{[word(entry.after), ...told].join(", ")}</strong> · <ActorName actor={entry.actor} />
    </p>
  );
}

function Deed({ entry }: { entry: Extract<TimelineEntry, { kind: "deed" }> }) {
  const t = useTranslations("timeline");
  const { deeds } = useMessages().timeline;
  const key = entry.action.replaceAll(".", "_");
  return (
    <p>
      {isKeyOf(deeds, key) ? t(`deeds.${key}`) : entry.action} · <ActorName actor={entry.actor} />
    </p>
  );
}
