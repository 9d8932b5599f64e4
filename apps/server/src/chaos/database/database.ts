import { createDice } from "../../rehearse/dice.ts";
import { openHouse } from "../harness/house.ts";
import { pause } from "../harness/patiently.ts";
import { runShop, type ShopReport } from "../kills/shop.ts";
import { startMortalDatabase } from "./mortal-database.ts";

/** What is done to the database, one after the other and again from the start. */
const FAULTS = ["cut", "SIGQUIT", "cut", "SIGKILL"] as const;
const LONGEST_PEACE_MS = 2_000;

export type DatabaseReport = ShopReport & {
  /** How often the server ended without having been killed. */
  readonly serverDeaths: number;
};

/** Cuts every connection and crashes PostgreSQL under twenty concurrent tills; the server must outlive all of it. */
export async function runDatabase(
  asked: { seed: number; faults: number; rate: number },
  tell: (line: string) => void,
): Promise<DatabaseReport> {
  const database = await startMortalDatabase();
  const house = await openHouse({ databaseUrl: database.url, rate: asked.rate });
  const dice = createDice(asked.seed);
  let serverDeaths = 0;
  const over = new AbortController();
  async function keepAlive(): Promise<void> {
    for (;;) {
      const server = house.servers.current();
      await server.ended;
      if (over.signal.aborted) return;
      serverDeaths += 1;
      tell(`the server died: ${server.lastWords()}`);
      while (
        !over.signal.aborted &&
        (await house.servers.restart().then(
          () => false,
          () => true,
        ))
      )
        await pause(200); // the database may be away
    }
  }
  const keeping = keepAlive();
  try {
    const report = await runShop(house, asked.seed, async (shop) => {
      for (let turn = 0; turn < asked.faults; turn++) {
        await pause(500 + dice.next() * LONGEST_PEACE_MS);
        const fault = FAULTS[turn % FAULTS.length] ?? "cut";
        await (fault === "cut" ? database.cutAll() : database.crash(fault));
        tell(`${fault}, ${shop.orders()} orders`);
        await shop.breathe();
      }
    });
    return { ...report, serverDeaths };
  } finally {
    over.abort();
    await house.stop();
    await keeping;
    await database.stop();
  }
}
