export { DryRunView } from "./dry-run-view.tsx";
export { changesOf } from "./rule-changes.ts";
