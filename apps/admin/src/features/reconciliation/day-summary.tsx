import type { DayProofView, DayRun, DayView, FileProofView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Notice } from "../../components/notice.tsx";
import { Card } from "../../components/page.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { DayText, TimeText } from "../../components/time-text.tsx";
import { useIsPhone } from "../../lib/media.ts";
import { isZero } from "../../lib/money-view.ts";
import "./day.css";

/** A day's totals per currency, its proofs and what to know besides. */
export function DaySummary({ view, run }: { view: DayView; run: DayRun }) {
  const t = useTranslations("reconcile");
  const isPhone = useIsPhone();
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
      <ProofLine run={run} />
      <details className="tb-more" open={!isPhone}>
        <summary>{t("more")}</summary>
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
      </details>
    </>
  );
}

/** Every proof at a glance: which, and whether it comes to zero. */
function ProofLine({ run }: { run: DayRun }) {
  const t = useTranslations("reconcile.proof");
  return (
    <ul className="tb-day__proofs">
      {run.dayProofs.map((proof) => (
        <li key={proof.currency}>
          {t("title", { currency: proof.currency })} <ProofBadge isZero={isZero({ amount: proof.off, currency: proof.currency })} />
        </li>
      ))}
      {run.fileProofs.map((proof) => (
        <li key={`${proof.file}-${proof.currency}`}>
          {t("file", { file: proof.file, currency: proof.currency })} <ProofBadge isZero={isFileZero(proof)} />
        </li>
      ))}
    </ul>
  );
}

function isFileZero({ off, currency }: FileProofView): boolean {
  return off.lines === 0 && [off.gross, off.fee, off.net].every((amount) => isZero({ amount, currency }));
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
        <Fact name={t("hash")}>
          <span className="tb-id">{run.resultHash.slice(0, 16)}…</span>
        </Fact>
      </Facts>
    </Card>
  );
}
