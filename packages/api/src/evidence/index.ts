export { readEvidence } from "./read-evidence.ts";
export { evidenceRouter } from "./router.ts";
