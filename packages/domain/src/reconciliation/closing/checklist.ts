import type { Currency } from "../../money/index.ts";

/** What must be so before a day may be closed. */
export const CHECKLIST = [
  "DAY_OVER", // {day}
  "FILE_OR_NO_ACTIVITY", // {files}: an active file names the day, or somebody stated that nothing happened
  "NO_FILE_HELD", // {files}: none in quarantine or waiting to replace another
  "FRESH_RUN", // the newest run knows all files, news and resolutions
  "EVERY_LINE_PLACED", // {lines}: rows without an outcome
  "BREAKS_SETTLED", // {open}: breaks neither resolved nor carried on with an owner and a reason
  "FILE_PROOF", // {off}
  "DAY_PROOF", // {off}
  "BALANCE_PROOF", // {off}
] as const;
export type ChecklistCode = (typeof CHECKLIST)[number];

/** One point of the list: met, or what stands in the way. Behind each code above: what fills its blanks. */
export type ChecklistItem = {
  readonly code: ChecklistCode;
  readonly isMet: boolean;
  readonly params: Readonly<Record<string, string>>;
};

/** What is known of a day that somebody wants to close. Amounts are decimal text. */
export type DayFacts = {
  readonly settleDay: string;
  /** The settlement day that it is now. */
  readonly today: string;
  readonly activeFiles: readonly string[];
  /** Somebody stated that nothing happened. */
  readonly hasNoActivity: boolean;
  /** Transactions of ours that should settle on the day. */
  readonly expected: number;
  readonly heldFiles: readonly string[];
  readonly run: null | {
    readonly isFresh: boolean;
    readonly linesUnplaced: number;
    readonly openBreaks: number;
    readonly fileOff: readonly OffBy[];
    readonly dayOff: readonly OffBy[];
  };
  readonly balanceOff: readonly OffBy[];
};
export type OffBy = { readonly currency: Currency; readonly amount: string };

/** The whole list in its order. Without a run nothing that it would say is met. */
export function checklistOf(facts: DayFacts): ChecklistItem[] {
  const { run } = facts;
  const isQuiet = facts.hasNoActivity && facts.expected === 0;
  const point = (code: ChecklistCode, isMet: boolean, params: ChecklistItem["params"] = {}): ChecklistItem => ({ code, isMet, params });
  return [
    point("DAY_OVER", facts.today > facts.settleDay, { day: facts.settleDay }),
    point("FILE_OR_NO_ACTIVITY", facts.activeFiles.length > 0 || isQuiet, { files: facts.activeFiles.join(", ") }),
    point("NO_FILE_HELD", facts.heldFiles.length === 0, { files: facts.heldFiles.join(", ") }),
    point("FRESH_RUN", run?.isFresh ?? false),
    point("EVERY_LINE_PLACED", run?.linesUnplaced === 0, { lines: String(run?.linesUnplaced ?? "") }),
    point("BREAKS_SETTLED", run?.openBreaks === 0, { open: String(run?.openBreaks ?? "") }),
    point("FILE_PROOF", run?.fileOff.length === 0, { off: offText(run?.fileOff ?? []) }),
    point("DAY_PROOF", run?.dayOff.length === 0, { off: offText(run?.dayOff ?? []) }),
    point("BALANCE_PROOF", run !== null && facts.balanceOff.length === 0, { off: offText(facts.balanceOff) }),
  ];
}

/** What still stands in the way; empty when the day may be closed. */
export function unmet(checklist: readonly ChecklistItem[]): ChecklistItem[] {
  return checklist.filter(({ isMet }) => !isMet);
}

function offText(off: readonly OffBy[]): string {
  return off.map(({ currency, amount }) => `${currency} ${amount}`).join(", ");
}
