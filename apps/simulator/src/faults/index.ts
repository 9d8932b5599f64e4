export { ACTIONS, type ActionName, actionNames } from "./actions.ts";
export { type FaultInForce, Faults, type Subject } from "./faults.ts";
export { MALFORMED, type Malformed } from "./malformed.ts";
export { type CallOperation, OPERATIONS, type Operation } from "./operations.ts";
export type { CallPlan, ChargePlan, CodeGiven, NoticePlan } from "./plan.ts";
export { type FaultScript, scriptSchema } from "./script.ts";
