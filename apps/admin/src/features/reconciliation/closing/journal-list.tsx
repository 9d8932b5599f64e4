import { useQuery } from "@tanstack/react-query";
import type { JournalView } from "@tillbook/api/reconciliation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Failed, Skeleton } from "../../../components/faces.tsx";
import { MoneyText } from "../../../components/money-text.tsx";
import { Card } from "../../../components/page.tsx";
import { isZero } from "../../../lib/money-view.ts";
import { trpc } from "../../../lib/trpc.ts";
import "../../../components/data-table.css";
import { ExportJournals } from "./export-journals.tsx";

/** What the day's closes post, journal by journal, and the way into the accountant's ledger. Nothing before the first close. */
export function JournalList({ day, mayExport }: { day: string; mayExport: boolean }) {
  const t = useTranslations("closing.journals");
  const [isExporting, setIsExporting] = useState(false);
  const journals = useQuery(trpc.reconciliation.closing.journals.queryOptions({ settleDay: day }));
  if (journals.isPending) return <Skeleton rows={3} />;
  if (journals.isError) return <Failed error={journals.error} onRetry={() => void journals.refetch()} />;
  if (journals.data.length === 0) return null;
  return (
    <>
      <Card
        title={t("title")}
        note={t("note")}
        actions={
          mayExport && (
            <Button size="small" onPress={() => setIsExporting(true)}>
              {t("export")}
            </Button>
          )
        }
      >
        {journals.data.map((journal) => (
          <OneJournal key={journal.number} journal={journal} />
        ))}
      </Card>
      {isExporting && <ExportJournals day={day} onClose={() => setIsExporting(false)} />}
    </>
  );
}

function OneJournal({ journal }: { journal: JournalView }) {
  const t = useTranslations("closing.journals");
  const accounts = useTranslations("ledgerAccounts");
  const { currency } = journal;
  const side = (amount: string) => (isZero({ amount, currency }) ? "" : <MoneyText value={{ amount, currency }} />);
  return (
    <section>
      <h3 className="tb-id">{journal.number}</h3>
      <p className="tb-note">
        {journal.reverses !== null && <>{t("reverses", { number: journal.reverses })} · </>}
        {t("exports", { count: journal.exports })}
      </p>
      <div className="tb-scroll" role="region" aria-label={journal.number} tabIndex={0}>
        <table className="tb-table">
          <thead>
            <tr>
              <th scope="col">{t("account")}</th>
              <th scope="col">{t("event")}</th>
              <th scope="col" className="tb-figure">
                {t("debit")}
              </th>
              <th scope="col" className="tb-figure">
                {t("credit")}
              </th>
            </tr>
          </thead>
          <tbody>
            {journal.lines.map((line) => (
              <tr key={`${line.account} ${line.event} ${line.reference} ${line.debit}`}>
                <td>{line.code === line.name ? accounts(line.account) : `${line.code} ${line.name}`}</td>
                <td>{t(`events.${line.event}`)}</td>
                <td className="tb-figure">{side(line.debit)}</td>
                <td className="tb-figure">{side(line.credit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
