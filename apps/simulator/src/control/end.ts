import type { ScenarioName } from "../scenarios/index.ts";
import type { World } from "../world.ts";

/** Ends every fault, scenario and pretence. */
export function endAll(world: World): void {
  world.scenarios.endAll();
  world.faults.removeAll();
  letGo(world);
}

/** Ends one script. False when there is none of that id. */
export function endFault(world: World, id: string): boolean {
  const isEnded = world.faults.remove(id);
  letGo(world);
  return isEnded;
}

/** Ends a scenario. False when it does not run. */
export function endScenario(world: World, name: ScenarioName): boolean {
  const isEnded = world.scenarios.end(name);
  letGo(world);
  return isEnded;
}

/** Held notices go out once nothing holds any. */
function letGo(world: World): void {
  const holds = world.faults.list().some(({ action }) => "reorderNotification" in action || "holdForRefundNotification" in action);
  if (!holds) world.notifier.releaseHeld();
}
