import type { DayProofView, DayRun, DayView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Notice } from "../../components/notice.tsx";
import { Card } from "../../components/page.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { DayText, TimeText } from "../../components/time-text.tsx";
import { isZero } from "../../lib/money-view.ts";
import "./day.css";

/** A day's totals per currency, its proofs and what to know besides. */
export function DaySummary({ view, run }: { view: DayView; run: DayRun }) {
  const t = useTranslations("reconcile");
  return (
    <>
      {view.isStale && (
        <Notice tone="warn" isNews>
          {t("stale")}
        </Notice>
      )}
      {run.alerts.map((alert) => (
        <Notice key={alert} tone="warn">
          {t(`alerts.${alert}`)}
        </Notice>
      ))}
      <div className="tb-day__cards">
        {run.totals.map((total) => (
          <Card key={total.currency} title={t("statementTotals", { currency: total.currency })}>
            <Facts>
              <Fact name={t("lines")}>{total.lines}</Fact>
              <Fact name={t("gross")}>
                <MoneyText value={{ amount: total.gross, currency: total.currency }} />
              </Fact>
              <Fact name={t("fee")}>
                <MoneyText value={{ amount: total.fee, currency: total.currency }} />
              </Fact>
              <Fact name={t("net")}>
                <MoneyText value={{ amount: total.net, currency: total.currency }} />
              </Fact>
            </Facts>
          </Card>
        ))}
        {run.dayProofs.map((proof) => (
          <DayProof key={proof.currency} proof={proof} />
        ))}
        <RunFacts view={view} run={run} />
      </div>
    </>
  );
}

/** The equation of the day, term by term; it must come to zero. */
function DayProof({ proof }: { proof: DayProofView }) {
  const t = useTranslations("reconcile.proof");
  const { currency } = proof;
  const terms = [
    ["internal", proof.internal],
    ["unseen", proof.unseen],
    ["settledElsewhere", proof.settledElsewhere],
    ["carriedIn", proof.carriedIn],
    ["differences", proof.differences],
    ["external", proof.external],
  ] as const;
  return (
    <Card title={t("title", { currency })} actions={<ProofBadge isZero={isZero({ amount: proof.off, currency })} />}>
      <Facts>
        {terms.map(([term, amount]) => (
          <Fact key={term} name={t(term)}>
            <MoneyText value={{ amount, currency }} />
          </Fact>
        ))}
        <Fact name={t("off")}>
          <strong>
            <MoneyText value={{ amount: proof.off, currency }} />
          </strong>
        </Fact>
      </Facts>
    </Card>
  );
}

function ProofBadge({ isZero: holds }: { isZero: boolean }) {
  const t = useTranslations("reconcile.proof");
  return holds ? (
    <StateBadge tone="good" shape="tick">
      {t("holds")}
    </StateBadge>
  ) : (
    <StateBadge tone="bad" shape="cross">
      {t("fails")}
    </StateBadge>
  );
}

function RunFacts({ view, run }: { view: DayView; run: DayRun }) {
  const t = useTranslations("reconcile.runFacts");
  return (
    <Card title={t("title", { number: run.number })}>
      <Facts>
        <Fact name={t("at")}>
          <TimeText at={run.ranAt} style="full" />
        </Fact>
        <Fact name={t("asOf")}>
          <DayText day={run.asOf} />
        </Fact>
        <Fact name={t("valueDate")}>
          <DayText day={view.valueDate} />
        </Fact>
        {run.fileProofs.map((proof) => (
          <Fact key={`${proof.file}-${proof.currency}`} name={t("fileProof", { file: proof.file, currency: proof.currency })}>
            <ProofBadge isZero={proof.off.lines === 0 && [proof.off.gross, proof.off.fee, proof.off.net].every((amount) => isZero({ amount, currency: proof.currency }))} />
          </Fact>
        ))}
        <Fact name={t("hash")}>
          <span className="tb-id">{run.resultHash.slice(0, 16)}…</span>
        </Fact>
      </Facts>
    </Card>
  );
}
