import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type House, openHouse } from "./harness/house.ts";
import { runKills } from "./kills/kills.ts";
import { differences, listMetSteps } from "./points/list.ts";
import { type Case, casesOf, runMatrix } from "./points/matrix.ts";
import { SCENARIOS } from "./points/scenarios/index.ts";

const database = useTestDatabase();
const DAY_MS = 24 * 60 * 60_000;
let house: House;
beforeAll(async () => {
  house = await openHouse({ databaseUrl: database.url });
});
afterAll(() => house.stop());

/** A few of all cases, others each day, so that in time every point is died at here too. The whole matrix is `npm run chaos`. */
function sampleOfToday(count: number): Set<string> {
  const all = SCENARIOS.flatMap(casesOf).map(nameOf);
  const today = Math.floor(Date.now() / DAY_MS);
  return new Set(Array.from({ length: count }, (_, at) => all[(today * count + at * 97) % all.length] ?? ""));
}

function nameOf({ flow, step, variant }: Case): string {
  return `${flow}: ${step}, ${variant}`;
}

describe("a server that may die", () => {
  it("meets no step of money that has no crash point, and every crash point is met", async () => {
    expect(differences(await listMetSteps(house))).toEqual({ unnamed: [], unmet: [] });
  });

  it("dies at some crash points, and everything is right afterwards", async () => {
    const sample = sampleOfToday(4);
    const report = await runMatrix(
      house,
      (one) => sample.has(nameOf(one)),
      () => undefined,
    );
    expect(report).toMatchObject({ cases: sample.size, failures: [] });
  });

  it("dies five times at random moments under twenty tills, and nothing is lost, doubled or broken", async () => {
    const report = await runKills(house, { seed: 7, kills: 5 }, () => undefined);
    expect(report).toMatchObject({ lost: [], doubleCharges: [], doubleRefunds: [], twins: [], brokenInvariants: [] });
  });
});
