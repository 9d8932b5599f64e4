import { useQuery } from "@tanstack/react-query";
import type { PriorDayItem } from "@tillbook/api/reconciliation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { MoneyText } from "../../../components/money-text.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { DayText } from "../../../components/time-text.tsx";
import { trpc } from "../../../lib/trpc.ts";
import { useOutcomeWord } from "./outcome-word.ts";

/** What closed days have sent on into this one: rows of late files, and what was still open. Read when somebody asks: a day may be long. */
export function PriorItems({ day }: { day: string }) {
  const t = useTranslations("closing.prior");
  const [isAsked, setIsAsked] = useState(false);
  const document = useQuery(trpc.reconciliation.document.queryOptions({ settleDay: day }, { enabled: isAsked, retry: false }));
  return (
    <Card
      title={t("title")}
      note={t("note")}
      actions={
        !isAsked && (
          <Button size="small" onPress={() => setIsAsked(true)}>
            {t("show")}
          </Button>
        )
      }
    >
      {isAsked && document.isPending && <Skeleton rows={3} />}
      {isAsked && document.isError && <Failed error={document.error} onRetry={() => void document.refetch()} />}
      {document.data && (
        <>
          <Items title={t("late")} none={t("noneLate")} items={document.data.prior_day_items} />
          <Items title={t("forward")} none={t("noneForward")} items={document.data.carried_forward} />
        </>
      )}
    </Card>
  );
}

function Items({ title, none, items }: { title: string; none: string; items: readonly PriorDayItem[] }) {
  const t = useTranslations("closing.prior");
  const word = useOutcomeWord();
  return (
    <section>
      <h3 className="tb-note">{title}</h3>
      {items.length === 0 && <p>{none}</p>}
      {items.some(({ suggests_reopen: suggests }) => suggests) && <Notice tone="warn">{t("reopen")}</Notice>}
      <ul className="tb-items">
        {items.map((item) => (
          <li key={`${item.line} ${item.syssn.join()}`} className="tb-two-lines">
            <span>
              <span className="tb-id">{item.syssn[0] ?? item.line ?? "–"}</span>
              <br />
              <span className="tb-note">
                {t("of")} <DayText day={item.original_settle_day} /> · {word.kind(item.kind)}
                {item.why.length > 0 && `: ${item.why.map(word.why).join(", ")}`}
              </span>
            </span>
            {item.gross !== null && item.currency !== null && <MoneyText value={{ amount: item.gross, currency: item.currency }} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
