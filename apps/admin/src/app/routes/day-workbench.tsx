import { getRouteApi } from "@tanstack/react-router";
import type { DayRun, DayView } from "@tillbook/api/reconciliation";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useTranslations } from "use-intl";
import { Drawer } from "../../components/drawer.tsx";
import { EntryDetail, EntryList, useEntries } from "../../features/reconciliation/index.ts";
import { useIsPhone } from "../../lib/media.ts";
import { MATCH_TABS, type MatchTab } from "../../lib/search-params.ts";

const route = getRouteApi("/desk/reconcile/$day");

/** Two panes: outcomes of one kind on the left, the chosen one in full on the right (on a phone, from below). */
export function DayWorkbench({ view, run }: { view: DayView; run: DayRun }) {
  const t = useTranslations("reconcile");
  const navigate = route.useNavigate();
  const isPhone = useIsPhone();
  const { tab = run.broken.total > 0 ? "broken" : "matched", item } = route.useSearch();
  const entries = useEntries(view.settleDay, run, tab);
  const wanted = item === undefined ? undefined : entries.items.find((entry) => String(entry.ordinal) === item);
  const shown = wanted ?? (isPhone ? undefined : entries.items[0]);
  const open = (next: MatchTab) => void navigate({ search: { tab: next }, replace: true, resetScroll: false });
  // The tabs also announce the first one themselves, which must not close the item that the address names.
  const choose = (next: MatchTab) => next !== tab && open(next);
  return (
    <>
      <Tabs selectedKey={tab} onSelectionChange={(key) => choose(MATCH_TABS.find((each) => each === key) ?? tab)}>
        <TabList className="tb-tabs" aria-label={t("outcomes")}>
          {MATCH_TABS.map((each) => (
            <Tab key={each} id={each} className="tb-tab">
              {t(`tabs.${each}`)} <span className="tb-count tb-number">{run[each].total}</span>
            </Tab>
          ))}
        </TabList>
        <TabPanel id={tab} className="tb-workbench">
          <div>
            <EntryList day={view.settleDay} tab={tab} entries={entries} selected={shown?.ordinal} />
          </div>
          {shown && !isPhone && <EntryDetail key={shown.ordinal} entry={shown} />}
        </TabPanel>
      </Tabs>
      {shown && isPhone && (
        <Drawer title={t("outcome")} onClose={() => open(tab)}>
          <EntryDetail entry={shown} />
        </Drawer>
      )}
    </>
  );
}
