export {
  type ChartOfAccounts,
  JOURNAL_EVENT_KINDS,
  type Journal,
  type JournalEvent,
  type JournalEventKind,
  type JournalHead,
  type JournalLine,
  journalNumber,
  journalOf,
  LEDGER_ACCOUNTS,
  type LedgerAccount,
  movementOf,
  movesNothing,
  reversalOf,
} from "./journal.ts";
export { JOURNAL_LAYOUTS, type JournalFile, type JournalLayout, journalFiles, journalTable, XERO_FILE_LINES } from "./layouts.ts";
export { chartOf, journalsOfDay, type SealedVersion } from "./of-close.ts";
