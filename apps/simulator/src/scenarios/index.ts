export type { Scenario } from "./scenario.ts";
export { type Running, Scenarios, type Start } from "./scenarios.ts";
export { isScenarioName, SCENARIOS, type ScenarioName, scenarioNames } from "./table.ts";
export { lineOf } from "./texts/index.ts";
