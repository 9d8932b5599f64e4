import type { CallView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { FindingList } from "../../components/finding-list.tsx";
import { RawText } from "../../components/raw-text.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { ShownBodyText } from "./shown-body-text.tsx";

/** What we asked QFPay and what it answered, oldest first. The contents open on demand. */
export function CallList({ calls }: { calls: readonly CallView[] }) {
  const t = useTranslations("evidence");
  if (calls.length === 0) return <p className="tb-note">{t("noCalls")}</p>;
  return (
    <ol className="tb-evidence__list">
      {calls.map((call, at) => (
        // Entries are only ever added at the end, so their place names them.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at}>
          <Call call={call} />
        </li>
      ))}
    </ol>
  );
}

function Call({ call: { source, sent, heardAt, respcd, findings, answer } }: { call: CallView }) {
  const t = useTranslations("evidence");
  const sources = useTranslations("timeline.sources");
  return (
    <>
      <div className="tb-evidence__head">
        <span>
          <TimeText at={heardAt} style="full" /> · {sources(source)}
        </span>
        <span className="tb-id">respcd {respcd ?? "–"}</span>
      </div>
      {sent !== null && (
        <p className="tb-note tb-id">
          {sent.method} {sent.path} · HTTP {sent.httpStatus ?? "–"} · {sent.signType} {sent.sign}
        </p>
      )}
      <FindingList findings={findings} />
      <details className="tb-more">
        <summary>{t("contents")}</summary>
        {sent !== null && <RawText label={t("asked")}>{JSON.stringify(sent.fields, null, 1)}</RawText>}
        <ShownBodyText body={answer} />
      </details>
    </>
  );
}
