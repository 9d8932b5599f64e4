import type { BreakView } from "@tillbook/api/reconciliation";
import { may } from "@tillbook/domain/staff";
import { Keyboard } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Drawer } from "../../../components/drawer.tsx";
import { Empty, Failed, Skeleton } from "../../../components/faces.tsx";
import { useFailureText } from "../../../components/failure-text.ts";
import { Notice } from "../../../components/notice.tsx";
import { useIsPhone } from "../../../lib/media.ts";
import type { BreaksSearch } from "../../../lib/search-params.ts";
import { useSession } from "../../../lib/session.ts";
import type { Asking } from "./actions.ts";
import { type About, BreakDetail } from "./break-detail.tsx";
import { BreakDialog, type Open } from "./break-dialogs.tsx";
import { BreakFilters } from "./break-filters.tsx";
import { BreakList } from "./break-list.tsx";
import "../../../components/data-table.css";
import "../day.css";
import "./breaks.css";
import { BreakWorkbook } from "./break-workbook.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { KeysHelp } from "./keys-help.tsx";
import { enquire, type Said, useBreakDeeds } from "./use-break-deeds.ts";
import { keyOf, useBreaks } from "./use-breaks.ts";
import { useDeskKeys } from "./use-desk-keys.ts";

type DeskProps = { search: BreaksSearch; onChange: (search: BreaksSearch) => void; explain: (aBreak: BreakView) => ReactNode };

/** Two panes over the breaks: the list on the left, the chosen break in full on the right (on a phone, from below). Worked by keys alone. */
export function BreakDesk({ search, onChange, explain }: DeskProps) {
  const t = useTranslations("breaks");
  const isPhone = useIsPhone();
  const { role } = useSession();
  const [mayAct, mayDecide] = [may(role, "resolveBreak"), may(role, "approveResolution")];
  const { list, loaded, shown, total } = useBreaks(search);
  const deeds = useBreakDeeds();
  const failureText = useFailureText();
  const [open, setOpen] = useState<Open | null>(null);
  const [isHelping, setIsHelping] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const [chosenKeys, setChosen] = useState<ReadonlySet<string>>(new Set());
  const scope = useRef<HTMLDivElement>(null);
  const listRef = useRef<HTMLUListElement>(null);
  const wanted = shown.find((each) => keyOf(each) === search.item);
  const current = wanted ?? (isPhone ? undefined : shown[0]);
  const chosen = shown.filter((each) => chosenKeys.has(keyOf(each)));
  const done = (what: Said) => {
    setSaid(what);
    setOpen(null);
    setChosen(new Set());
  };
  const close = () => {
    setOpen(null);
    deeds.reset();
  };
  const ask = (asking: Asking, breaks: readonly BreakView[], about: About = {}) => {
    const [first] = breaks;
    if (!first || deeds.isPending) return;
    setSaid(null);
    deeds.reset();
    if (asking === "ENQUIRE") deeds.mutate(enquire(first), { onSuccess: done });
    else setOpen({ asking, breaks, about });
  };
  const choose = (key: string) =>
    setChosen((before) => new Set(before.has(key) ? [...before].filter((each) => each !== key) : [...before, key]));
  useDeskKeys({
    scope,
    listRef,
    shown,
    current,
    search,
    mayAct,
    mayDecide,
    onChange,
    onChoose: choose,
    onAsk: ask,
    onHelp: () => setIsHelping(true),
  });

  const detail = (aBreak: BreakView) => (
    <BreakDetail
      key={keyOf(aBreak)}
      aBreak={aBreak}
      explanation={explain(aBreak)}
      mayAct={mayAct}
      mayDecide={mayDecide}
      isBusy={deeds.isPending}
      hasKeys={!isPhone}
      error={
        deeds.error && open === null ? (
          <Notice tone="bad" isNews>
            {failureText(deeds.error)}
          </Notice>
        ) : null
      }
      onAsk={(asking, about) => ask(asking, [aBreak], about)}
    />
  );

  return (
    <div ref={scope} className="tb-desk">
      <BreakFilters search={search} owners={ownersOf(loaded)} onChange={onChange} />
      <p className={said === null ? "tb-hidden" : "tb-said"} role="status">
        {said !== null && t(`said.${said.is}`, { count: said.count })}
      </p>
      {list.isPending && <Skeleton rows={8} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && shown.length === 0 && <NoBreaks search={search} onClear={() => onChange({})} />}
      {shown.length > 0 && (
        <>
          {mayAct && chosen.length > 0 && (
            <BulkBar
              chosen={chosen}
              isBusy={deeds.isPending}
              onAsk={(asking) => ask(asking, chosen)}
              onClear={() => setChosen(new Set())}
            />
          )}
          <div className="tb-workbench">
            <div className="tb-breaks__pane">
              <BreakList
                breaks={shown}
                search={search}
                selected={current && keyOf(current)}
                chosen={chosenKeys}
                onChoose={choose}
                listRef={listRef}
              />
              <p className="tb-note tb-breaks__foot">
                {t("shownOf", { shown: shown.length, total })}
                {!isPhone && (
                  <Button look="plain" onPress={() => setIsHelping(true)}>
                    <Keyboard size={16} aria-hidden="true" /> {t("keys.help")}{" "}
                    <kbd className="tb-shortcut" aria-hidden="true">
                      ?
                    </kbd>
                  </Button>
                )}
              </p>
              {list.hasNextPage && (
                <Button className="tb-btn-wide" isBusy={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
                  {t("more")}
                </Button>
              )}
            </div>
            {current && !isPhone && (
              <section className="tb-breaks__detail" aria-label={t("one")} tabIndex={-1} id="break-detail">
                {detail(current)}
              </section>
            )}
          </div>
        </>
      )}
      {mayAct && !isPhone && loaded.length > 0 && <BreakWorkbook />}
      {current && isPhone && open === null && (
        <Drawer title={t("one")} onClose={() => onChange({ ...search, item: undefined })}>
          {detail(current)}
        </Drawer>
      )}
      {open && <BreakDialog key={open.asking} {...open} deeds={deeds} onClose={close} onDone={done} />}
      {isHelping && <KeysHelp onClose={() => setIsHelping(false)} />}
    </div>
  );
}

function ownersOf(breaks: readonly BreakView[]): string[] {
  return [...new Set(breaks.map(({ owner }) => owner))];
}

/** Nothing broken is good news; nothing found is only a narrow filter. */
function NoBreaks({ search, onClear }: { search: BreaksSearch; onClear: () => void }) {
  const t = useTranslations("breaks");
  const { item: _item, ...filters } = search;
  const isNarrowed = Object.values(filters).some((value) => value !== undefined);
  if (!isNarrowed) return <Empty title={t("empty")} note={t("emptyNote")} />;
  return (
    <Empty
      title={t("emptyFiltered")}
      action={
        <Button size="small" onPress={onClear}>
          {t("clear")}
        </Button>
      }
    />
  );
}
