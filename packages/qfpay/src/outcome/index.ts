export { type ActionClass, classOf } from "./code-table.ts";
export { interpret, type Operation, type Reading } from "./interpret.ts";
export { isRateLimited, type Outcome, type RejectionReason, type RespCode, type UnknownCause } from "./outcome.ts";
