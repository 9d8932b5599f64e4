import type { World } from "../testing/index.ts";
import { type People, type Scene, scenesOf } from "./play-order.ts";
import { rounds } from "./rounds.ts";
import { type DayAsked, planDay } from "./script.ts";

const ROUND_EVERY_MS = 15_000;

/** Plays the orders of a day by the world's clock, with the rounds of the jobs in between. `others`: what else happens on it. */
export async function playDay(world: World, people: People, asked: DayAsked, others: readonly Scene[] = []): Promise<void> {
  const scenes = planDay(asked)
    .flatMap((planned) => scenesOf(world, people, planned))
    .concat(others)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  let lastRound = world.now().getTime();
  for (const scene of scenes) {
    if (scene.at > world.now()) await world.setClock(scene.at);
    await scene.play();
    if (world.now().getTime() - lastRound < ROUND_EVERY_MS) continue;
    lastRound = world.now().getTime();
    await rounds(world);
  }
}
