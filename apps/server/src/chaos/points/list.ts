import { CRASH_POINTS, WITHOUT_MONEY } from "../crash-points.ts";
import type { House } from "../harness/house.ts";
import { pause } from "../harness/patiently.ts";
import { pointsOf } from "./matrix.ts";
import { script } from "./play.ts";
import { SCENARIOS, type Scenario } from "./scenarios/index.ts";

/**
 * On a busy machine a call may come too late, or another round before the one that is waited for, and a flow takes another way: then it is
 * played again, so often at most.
 */
const MOST_PLAYS = 6;

/** Every step that each flow of the scenarios meets, in order, when QFPay does what it is asked. */
export async function listMetSteps(house: House): Promise<Map<string, string[]>> {
  const met = new Map<string, string[]>();
  await house.servers.record((flow, step) => {
    const steps = met.get(flow) ?? [];
    if (!steps.includes(step)) met.set(flow, [...steps, step]);
  });
  for (const scenario of SCENARIOS) {
    const isAllMet = () => pointsOf(scenario).every(({ flow, step }) => met.get(flow)?.some((each) => once(flow, each) === step));
    for (let plays = 0; plays === 0 || (plays < MOST_PLAYS && !isAllMet()); plays++) {
      for (const variant of scenario.listedBy) await playUndisturbed(house, scenario, variant);
      await pause(300); // what follows by itself
    }
  }
  await house.servers.record(null);
  return met;
}

async function playUndisturbed(house: House, scenario: Scenario, variant: string): Promise<void> {
  const play = scenario.play(house, variant);
  await play.prepare();
  await script(house, scenario.variants[variant] ?? []);
  await play.trigger();
  if (scenario.begins === "start") {
    await house.servers.kill();
    await house.servers.restart();
  }
  const wrong = await play.follow();
  if (wrong !== null) throw new Error(wrong);
  await house.simulator.control("DELETE", "/control/faults");
}

/** A round does the same for each payment that is due, however many there are: what is named once is named for all. */
function once(flow: string, step: string): string {
  return flow === "enquiry" ? step.replace(/^unit \d+/, "unit 1") : step;
}

/** Steps that were met and have no name, and names of steps that are never met: a flow has changed and its crash points have not. */
export function differences(met: ReadonlyMap<string, readonly string[]>): { unnamed: string[]; unmet: string[] } {
  const seen = [...met]
    .filter(([flow]) => !WITHOUT_MONEY.has(flow))
    .flatMap(([flow, steps]) => steps.map((step) => `${flow}: ${once(flow, step)}`));
  const named = Object.entries(CRASH_POINTS).flatMap(([flow, steps]) => Object.keys(steps).map((step) => `${flow}: ${step}`));
  return { unnamed: seen.filter((step) => !named.includes(step)), unmet: named.filter((step) => !seen.includes(step)) };
}
