export { type BrokenInvariant, brokenInvariants } from "./invariants.ts";
