import { Link } from "@tanstack/react-router";
import type { EntryView, LineView, TransactionView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Card } from "../../components/page.tsx";
import { DayText } from "../../components/time-text.tsx";
import { Arguments } from "./arguments.tsx";
import { Comparison } from "./comparison.tsx";
import { Verdict } from "./verdict.tsx";
import "./day.css";

/** One outcome in full: the verdict and why, what agreed, the statement's line beside our transaction. */
export function EntryDetail({ entry }: { entry: EntryView }) {
  const t = useTranslations("reconcile");
  return (
    <div className="tb-detail">
      <Card>
        <Verdict entry={entry} />
        <Comparison explanation={entry.explanation} />
        <Arguments list={entry.explanation.arguments} />
      </Card>
      <Card title={t("statementSide")}>
        {entry.line === null ? <p className="tb-note">{t("noLineNote")}</p> : <LineFacts line={entry.line} />}
      </Card>
      {entry.transactions.length === 0 && (
        <Card title={t("ourSide")}>
          <p className="tb-note">{t("noTransactionNote")}</p>
        </Card>
      )}
      {entry.transactions.map((ours) => (
        <Card key={ours.syssn} title={t("ourSide")}>
          <TransactionFacts ours={ours} />
        </Card>
      ))}
    </div>
  );
}

function LineFacts({ line }: { line: LineView }) {
  const t = useTranslations("reconcile.fields");
  const money = (amount: string) => <MoneyText value={{ amount, currency: line.currency }} />;
  return (
    <Facts>
      <Fact name={t("file")}>
        <Link to="/reconcile/statements/$fileId" params={{ fileId: line.fileId }}>
          {t("fileLine", { file: line.fileName, line: line.lineNo })}
        </Link>
      </Fact>
      <Fact name={t("type")}>{t(`lineTypes.${line.lineType}`)}</Fact>
      {line.syssn !== null && <Fact name="syssn">{line.syssn}</Fact>}
      {line.origssn !== null && <Fact name="origssn">{line.origssn}</Fact>}
      {line.outTradeNo !== null && <Fact name="out_trade_no">{line.outTradeNo}</Fact>}
      {line.sysdtm !== null && <Fact name="sysdtm">{t("zoned", { time: line.sysdtm })}</Fact>}
      <Fact name={t("gross")}>{money(line.gross)}</Fact>
      <Fact name={t("fee")}>
        {money(line.fee)}
        {line.feeRate !== null && ` (${line.feeRate})`}
      </Fact>
      <Fact name={t("net")}>{money(line.net)}</Fact>
      <Fact name={t("batch")}>{line.batchNo}</Fact>
      <Fact name={t("settleDate")}>
        <DayText day={line.settleDate} />
      </Fact>
      {line.remark !== "" && <Fact name={t("remark")}>{line.remark}</Fact>}
      <Fact name={t("raw")}>
        <code className="tb-detail__raw">{line.raw}</code>
      </Fact>
    </Facts>
  );
}

function TransactionFacts({ ours }: { ours: TransactionView }) {
  const t = useTranslations("reconcile.fields");
  return (
    <Facts>
      {ours.orderId !== null && (
        <Fact name={t("order")}>
          <Link to="/orders/$orderId" params={{ orderId: ours.orderId }}>
            {ours.orderNumber}
          </Link>
        </Fact>
      )}
      <Fact name={t("type")}>{t(`kinds.${ours.kind}`)}</Fact>
      <Fact name="syssn">{ours.syssn}</Fact>
      {ours.origssn !== null && <Fact name="origssn">{ours.origssn}</Fact>}
      {ours.outTradeNo !== null && <Fact name="out_trade_no">{ours.outTradeNo}</Fact>}
      <Fact name="sysdtm">{t("zoned", { time: ours.sysdtm })}</Fact>
      {ours.paydtm !== null && <Fact name="paydtm">{t("zoned", { time: ours.paydtm })}</Fact>}
      <Fact name={t("gross")}>
        <MoneyText value={{ amount: ours.amount, currency: ours.currency }} />
      </Fact>
      <Fact name={t("settleDay")}>
        <DayText day={ours.settleDay} />
      </Fact>
      <Fact name="respcd · cancel">
        {ours.respcd} · {ours.cancel}
      </Fact>
    </Facts>
  );
}
