export { type BooksCheck, type BrokenInvariant, booksBegan, brokenInBooks, brokenInvariants, keepCheck, lastCheck } from "./invariants.ts";
