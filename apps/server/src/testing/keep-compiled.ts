import path from "node:path";

/** Flags of Node for programs of ours that are started over and over. */
export const KEEP_COMPILED = ["--import", path.join(import.meta.dirname, "../../../../scripts/keep-compiled.mjs")] as const;
