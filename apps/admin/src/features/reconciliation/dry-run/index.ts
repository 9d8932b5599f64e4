export { DryRun } from "./dry-run.tsx";
