import { Link } from "@tanstack/react-router";
import type { EntryView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Empty, Failed } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import type { MatchTab } from "../../lib/search-params.ts";
import { amountOf, nameOf } from "./entry.ts";
import { EntryWord } from "./entry-word.tsx";
import type { Entries } from "./use-entries.ts";
import "./day.css";

type EntryListProps = { day: string; tab: MatchTab; entries: Entries; selected: number | undefined };

/** The outcomes of one kind; each opens beside the list, by its place in the address. */
export function EntryList({ day, tab, entries, selected }: EntryListProps) {
  const t = useTranslations("reconcile");
  if (entries.items.length === 0) return <Empty title={t(`none.${tab}`)} />;
  return (
    <>
      <ul className="tb-cells" aria-label={t(`tabs.${tab}`)}>
        {entries.items.map((entry) => (
          <li key={entry.ordinal} className={`tb-cell ${entry.ordinal === selected ? "tb-row_on" : ""}`}>
            <div className="tb-two-lines">
              <div>
                <Link
                  to="/reconcile/$day"
                  params={{ day }}
                  search={{ tab, item: String(entry.ordinal) }}
                  replace
                  resetScroll={false}
                  className="tb-row-link tb-id"
                  aria-current={entry.ordinal === selected ? "true" : undefined}
                >
                  {nameOf(entry) ?? t("unnamed")}
                </Link>
                <p className="tb-note">{whereOf(entry)}</p>
              </div>
              <div>
                <strong>
                  <MoneyText value={amountOf(entry)} />
                </strong>
                <EntryWord entry={entry} />
              </div>
            </div>
          </li>
        ))}
      </ul>
      {entries.hasMore && <p className="tb-note">{t("firstOf", { shown: entries.items.length, total: entries.total })}</p>}
      {entries.error !== null && <Failed error={entries.error} onRetry={entries.more} />}
      {entries.hasMore && (
        <Button className="tb-btn-wide" isBusy={entries.isLoading} onPress={entries.more}>
          {t("loadMore")}
        </Button>
      )}
    </>
  );

  function whereOf(entry: EntryView): string {
    const order = entry.transactions.find((each) => each.orderNumber !== null)?.orderNumber;
    const line = entry.line === null ? t("noLine") : t("line", { number: entry.line.lineNo });
    return order === undefined || order === null ? line : `${line} · ${order}`;
  }
}
