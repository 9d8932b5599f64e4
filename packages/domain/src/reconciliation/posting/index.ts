export { type BalanceProof, type BalanceRoll, NOTHING_OPEN, type OpenItems, proveBalance } from "./balance.ts";
export { type OutcomePostings, type OutcomeToPost, postingsOfBooks, postingsOfOutcome } from "./outcome-postings.ts";
export { gathered, outstanding, type Posting } from "./posting.ts";
export { postingsOfRow, type RowToPost } from "./row-postings.ts";
export { postingOfAccepted, postingsOfWriteOff, type SettledBreak } from "./ruling-postings.ts";
export { unbookedBy } from "./unbooked.ts";
