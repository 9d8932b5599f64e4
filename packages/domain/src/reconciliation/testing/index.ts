export { FAULT_KINDS, type FaultKind } from "./fault-kinds.ts";
export { checkPlantedFaults, type FaultsChecked } from "./planted-faults.ts";
