export { type FaultInForce, type FaultPlan, Faults } from "./faults.ts";
export { type FaultScript, OPERATIONS, type Operation, scriptSchema } from "./script.ts";
