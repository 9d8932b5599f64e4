import type { House } from "../harness/house.ts";
import type { Arm } from "../instruments/channel.ts";
import type { Fault, Play, Scenario } from "./scenarios/index.ts";

/** How long a flow may take to begin by itself, and a dying process to be gone. */
const LATER_MS = 4_000;
const AT_ONCE_MS = 300;

/**
 * Has the server die at one point of an order, and starts the next one.
 * @returns whether it died there: a point behind an answer is not reached where QFPay gives none
 */
export async function dieAt(house: House, scenario: Scenario, variant: string, play: Play, arm: Arm): Promise<boolean> {
  await play.prepare();
  await script(house, faultsAt(arm.step, scenario.variants[variant] ?? []));
  const { servers } = house;
  const dead =
    scenario.begins === "start" ? await dieAtStart(house, play, arm) : await dieMeanwhile(house, play, arm, scenario.begins === "later");
  if (dead) await servers.restart();
  else await servers.current().arm(null);
  await house.simulator.control("DELETE", "/control/faults");
  return dead;
}

/** At a step of a call only that call goes wrong, or the flow would not come so far; elsewhere the last one does. */
function faultsAt(step: string, faults: readonly Fault[]): readonly Fault[] {
  const [, operation = faults.at(-1)?.match.operation] = /^call (\w+)/.exec(step) ?? [];
  return faults.filter(({ match }) => match.operation === operation || match.operation === "notification");
}

async function dieMeanwhile({ servers }: House, play: Play, arm: Arm, isLater: boolean): Promise<boolean> {
  const server = servers.current();
  await server.arm(arm);
  const dead = server.ended.then(() => true as const);
  const done = play.trigger().then(
    () => false,
    () => false,
  );
  return Promise.race([dead, done.then(() => soon(dead, isLater ? LATER_MS : AT_ONCE_MS))]);
}

async function dieAtStart({ servers }: House, play: Play, arm: Arm): Promise<boolean> {
  await play.trigger();
  await servers.kill();
  await servers.restart(arm).catch(() => undefined); // it may die before it listens
  return soon(
    servers.current().ended.then(() => true as const),
    LATER_MS,
  );
}

async function soon(dead: Promise<true>, withinMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<false>();
  const late = setTimeout(resolve, withinMs, false);
  const result = await Promise.race([dead, promise]);
  clearTimeout(late);
  return result;
}

export async function script(house: House, faults: readonly Fault[]): Promise<void> {
  for (const fault of faults) await house.simulator.control("POST", "/control/faults", fault);
}
