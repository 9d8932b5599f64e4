import type { BreakView } from "@tillbook/api/reconciliation";
import { RESOLUTION_ACTIONS } from "@tillbook/domain/reconciliation/breaks";
import type { RefObject } from "react";
import { useOwnActor } from "../../../lib/people.ts";
import type { BreaksSearch } from "../../../lib/search-params.ts";
import { type Shortcuts, useShortcuts } from "../../../lib/shortcuts.ts";
import { isOpenForWork } from "./action-bar.tsx";
import { ACTION_KEYS, type Asking } from "./actions.ts";
import type { About } from "./break-detail.tsx";
import { mayBeReversed } from "./break-history.tsx";
import { keyOf } from "./use-breaks.ts";

type DeskKeys = {
  scope: RefObject<HTMLElement | null>;
  listRef: RefObject<HTMLElement | null>;
  shown: readonly BreakView[];
  current: BreakView | undefined;
  search: BreaksSearch;
  mayAct: boolean;
  mayDecide: boolean;
  onChange: (search: BreaksSearch) => void;
  onChoose: (key: string) => void;
  onAsk: (asking: Asking, breaks: readonly BreakView[], about?: About) => void;
  onHelp: () => void;
};

/** The keys of the break desk: moving, choosing, and everything that may be done about the break on the right. */
export function useDeskKeys(desk: DeskKeys): void {
  const own = useOwnActor();
  const { current, shown } = desk;
  const at = current === undefined ? -1 : shown.indexOf(current);
  const move = (step: number) => () => {
    const next = shown[Math.min(Math.max(at + step, 0), shown.length - 1)];
    if (next === undefined) return;
    desk.onChange({ ...desk.search, item: keyOf(next) });
    linkOf(desk.listRef.current, keyOf(next))?.focus();
  };
  const shortcuts: Shortcuts = {
    j: move(1),
    ArrowDown: move(1),
    k: move(-1),
    ArrowUp: move(-1),
    "?": desk.onHelp,
    "/": () => desk.scope.current?.querySelector<HTMLElement>("select, input")?.focus(),
    ...(current === undefined ? {} : keysOf(current, own, desk)),
  };
  useShortcuts(desk.scope, shortcuts);
}

function keysOf(current: BreakView, own: string, { mayAct, mayDecide, onChoose, onAsk, listRef }: DeskKeys): Shortcuts {
  const keys: Record<string, () => void> = {
    Enter: () => document.querySelector<HTMLElement>("#break-detail")?.focus(),
    Escape: () => linkOf(listRef.current, keyOf(current))?.focus(),
    x: () => onChoose(keyOf(current)),
  };
  const waiting = current.resolutions.find(({ state }) => state === "WAITING");
  if (waiting && mayDecide) {
    if (waiting.maker !== own) keys["y"] = () => onAsk("APPROVE", [current], { resolution: waiting });
    keys["n"] = () => onAsk(waiting.maker === own ? "WITHDRAW" : "REJECT", [current], { resolution: waiting });
  }
  if (!mayAct) return keys;
  keys["a"] = () => onAsk("ASSIGN", [current]);
  const actions = isOpenForWork(current) ? RESOLUTION_ACTIONS.filter((action) => current.actions.includes(action)) : [];
  for (const action of actions) keys[ACTION_KEYS[action]] = () => onAsk(action, [current]);
  const inEffect = current.resolutions.filter(mayBeReversed);
  const last = inEffect[inEffect.length - 1];
  if (last && !waiting) keys[ACTION_KEYS.REVERSE] = () => onAsk("REVERSE", [current], { resolution: last });
  return keys;
}

/** The link of a row, found by what the row is about. */
function linkOf(list: HTMLElement | null, key: string): HTMLElement | undefined {
  return [...(list?.querySelectorAll<HTMLElement>("a[data-key]") ?? [])].find((link) => link.dataset["key"] === key);
}
