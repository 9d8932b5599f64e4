import type { CaseDetail, CaseEnquiry, EnquiredRow } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Fact, Facts } from "../../components/cells.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { MoneyText } from "../../components/money-text.tsx";
import { Notice } from "../../components/notice.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { Decision } from "./decision.tsx";
import { useCaseDeeds } from "./use-case-deeds.ts";

/** A notification that does not fit: ask QFPay about its number, then set it aside. */
export function NoticeChoices({ aCase }: { aCase: CaseDetail }) {
  const t = useTranslations("cases");
  const failureText = useFailureText();
  const { enquire } = useCaseDeeds();
  return (
    <>
      {enquire.data && <Answer enquiry={enquire.data} />}
      <div className="tb-buttons">
        {aCase.can.enquire && (
          <Button look="primary" isBusy={enquire.isPending} onPress={() => enquire.mutate({ caseId: aCase.id })}>
            {t("enquire")}
          </Button>
        )}
        {aCase.can.dismiss && (
          <Decision
            aCase={aCase}
            resolution="dismissed"
            word={t("dismiss")}
            question={t("dismissQuestion")}
            text={t("dismissText")}
            noteLabel={t("dismissNote")}
          />
        )}
      </div>
      {enquire.error && (
        <Notice tone="bad" isNews>
          {failureText(enquire.error)}
        </Notice>
      )}
    </>
  );
}

/** What QFPay says now, row by row. */
function Answer({ enquiry }: { enquiry: CaseEnquiry }) {
  const t = useTranslations("cases");
  if (enquiry.rows.length === 0) {
    return (
      <Notice tone="warn" isNews>
        {t(enquiry.answered ? "nothing" : "silent")}
      </Notice>
    );
  }
  return (
    <div role="status">
      <p>{t("answered")}</p>
      {enquiry.rows.map((row) => (
        <AnswerRow key={`${row.kind} ${row.syssn ?? row.outTradeNo ?? ""}`} row={row} />
      ))}
    </div>
  );
}

function AnswerRow({ row }: { row: EnquiredRow }) {
  const t = useTranslations("cases");
  return (
    <Facts>
      <Fact name={t(`enquired.${row.kind}`)}>{row.amount === null ? t("compare.none") : <MoneyText value={row.amount} />}</Fact>
      {row.outTradeNo !== null && <Fact name="out_trade_no">{row.outTradeNo}</Fact>}
      {row.syssn !== null && <Fact name="syssn">{row.syssn}</Fact>}
      {row.respcd !== null && <Fact name="respcd">{row.respcd}</Fact>}
      {row.sysdtm !== null && (
        <Fact name="sysdtm">
          <TimeText at={row.sysdtm} style="full" />
        </Fact>
      )}
    </Facts>
  );
}
