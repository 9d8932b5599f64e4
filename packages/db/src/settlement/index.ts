export type { LineToKeep } from "./insert-lines.ts";
export type { ConcludedFile, ReceivedFile, StoredFile } from "./rows.ts";
export { type Statements, statementsOn } from "./statements.ts";
