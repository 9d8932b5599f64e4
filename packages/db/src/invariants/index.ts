export { type BooksCheck, type BrokenInvariant, booksBegan, brokenInvariants, keepCheck, lastCheck } from "./invariants.ts";
