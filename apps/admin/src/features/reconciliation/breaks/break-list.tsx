import { Link } from "@tanstack/react-router";
import type { BreakView } from "@tillbook/api/reconciliation";
import { type RefObject } from "react";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../../components/money-text.tsx";
import { DayText } from "../../../components/time-text.tsx";
import type { BreaksSearch } from "../../../lib/search-params.ts";
import { nameOf } from "../entry.ts";
import { EntryWord } from "../entry-word.tsx";
import { OverdueMark } from "../overdue-mark.tsx";
import { BreakStateBadge } from "./break-state-badge.tsx";
import { keyOf } from "./use-breaks.ts";

type BreakListProps = {
  breaks: readonly BreakView[];
  search: BreaksSearch;
  selected: string | undefined;
  chosen: ReadonlySet<string>;
  onChoose: (key: string) => void;
  listRef: RefObject<HTMLUListElement | null>;
};

/** The left pane: each break with its code, difference, age, owner and state; a box chooses it for settling several at once. */
export function BreakList({ breaks, search, selected, chosen, onChoose, listRef }: BreakListProps) {
  const t = useTranslations("breaks");
  return (
    <ul className="tb-cells tb-breaks" aria-label={t("list")} ref={listRef}>
      {breaks.map((aBreak) => (
        <Row
          key={keyOf(aBreak)}
          aBreak={aBreak}
          search={search}
          isOn={keyOf(aBreak) === selected}
          isChosen={chosen.has(keyOf(aBreak))}
          onChoose={onChoose}
        />
      ))}
    </ul>
  );
}

type RowProps = { aBreak: BreakView; search: BreaksSearch; isOn: boolean; isChosen: boolean; onChoose: (key: string) => void };

function Row({ aBreak, search, isOn, isChosen, onChoose }: RowProps) {
  const t = useTranslations("breaks");
  const fields = useTranslations("reconcile");
  const key = keyOf(aBreak);
  const name = nameOf(aBreak) ?? fields("unnamed");
  return (
    <li className={`tb-cell tb-breaks__row ${isOn ? "tb-row_on" : ""}`}>
      <input
        type="checkbox"
        className="tb-breaks__box"
        checked={isChosen}
        aria-label={t("choose", { name })}
        onChange={() => onChoose(key)}
      />
      <div className="tb-two-lines tb-breaks__words">
        <div>
          <Link
            to="/reconcile/breaks"
            search={{ ...search, item: key }}
            replace
            resetScroll={false}
            className="tb-row-link tb-id"
            data-key={key}
            aria-current={isOn ? "true" : undefined}
          >
            {name}
          </Link>
          <p className="tb-note">
            <DayText day={aBreak.originalDay ?? aBreak.settleDay} /> · {t("days", { count: aBreak.days })}
          </p>
          <p className="tb-note">{t(aBreak.isByDefault ? "ownedByDefault" : "ownedBy", { owner: aBreak.owner })}</p>
        </div>
        <div>
          <strong>
            <MoneyText value={{ amount: aBreak.difference, currency: aBreak.currency }} />
          </strong>
          <EntryWord entry={aBreak} />
          {aBreak.state !== "OPEN" && <BreakStateBadge state={aBreak.state} />}
          {aBreak.isOverdue && <OverdueMark />}
        </div>
      </div>
    </li>
  );
}
