import { createDice } from "../../rehearse/dice.ts";
import type { House } from "../harness/house.ts";
import { pause } from "../harness/patiently.ts";
import { runShop, type ShopReport } from "./shop.ts";

/** A life ends at any moment of this, uniformly; every seventh while the server still starts. */
const LONGEST_LIFE_MS = 1_500;
const LONGEST_START_MS = 400;
const DIES_AT_START = 1 / 7;
const BREATHES_EVERY = 60;

/** Kills the server at random moments under twenty concurrent tills. */
export async function runKills(house: House, asked: { seed: number; kills: number }, tell: (line: string) => void): Promise<ShopReport> {
  const dice = createDice(asked.seed);
  const { servers } = house;
  return runShop(house, asked.seed, async (shop) => {
    for (let kill = 1; kill <= asked.kills; kill++) {
      const moment = dice.next();
      if (dice.chance(DIES_AT_START)) await pause(moment * LONGEST_START_MS);
      else {
        await servers.current().listening();
        await pause(moment * LONGEST_LIFE_MS);
      }
      await servers.kill();
      await servers.beginNext();
      if (kill % BREATHES_EVERY !== 0) continue;
      tell(`${kill} kills, ${shop.orders()} orders`);
      await servers.current().listening();
      await shop.breathe();
    }
    await servers.kill();
    await servers.restart();
  });
}
