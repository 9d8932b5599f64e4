export { type ActionClass, classOf } from "./code-table.ts";
export { type CodeReading, interpret, type Operation } from "./interpret.ts";
export { type Again, isRateLimited, type Outcome, type RejectionReason, type RespCode, type UnknownCause } from "./outcome.ts";
