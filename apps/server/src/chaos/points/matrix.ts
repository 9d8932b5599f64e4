import { CRASH_POINTS } from "../crash-points.ts";
import { judge } from "../harness/books.ts";
import type { House } from "../harness/house.ts";
import { figuresOf, type Recovered, recover, untilQuiet } from "../harness/recovery.ts";
import { dieAt } from "./play.ts";
import { type Play, SCENARIOS, type Scenario, SILENT } from "./scenarios/index.ts";

/** One death: where, and what QFPay or somebody else did meanwhile. */
export type Case = { readonly flow: string; readonly step: string; readonly variant: string };
export type Failure = Partial<Case> & { readonly what: string };

export type MatrixReport = {
  readonly cases: number;
  /** Cases in which the server died at its point: with some variants a flow does not come so far. */
  readonly deaths: number;
  /** Points at which it died at least once, and everything was right afterwards. */
  readonly survived: number;
  readonly named: number;
  readonly failures: readonly Failure[];
  readonly recoveryMs: { readonly p50: number; readonly p100: number };
};

const RECOVER_WITHIN_MS = 180_000;
const QUIET_WITHIN_MS = 300_000;

/** The points that a scenario comes to, and dies at. */
export function pointsOf({ flows, diesAt = () => true }: Scenario): Pick<Case, "flow" | "step">[] {
  return flows.flatMap((flow) =>
    Object.keys(CRASH_POINTS[flow] ?? {})
      .filter(diesAt)
      .map((step) => ({ flow, step })),
  );
}

/** All cases of a scenario: each of its points with each of its variants. Where QFPay does not answer, no answer is read. */
export function casesOf(scenario: Scenario): Case[] {
  return pointsOf(scenario).flatMap((point) =>
    Object.keys(scenario.variants)
      .filter((variant) => !(point.step.endsWith("answered") && SILENT.has(variant)))
      .map((variant) => ({ ...point, variant })),
  );
}

/**
 * Kills the server at every chosen point, one order after the other, flow by flow. Then people go on with their orders, everything
 * comes to rest, and both books are laid side by side.
 */
export async function runMatrix(house: House, isChosen: (one: Case) => boolean, tell: (line: string) => void): Promise<MatrixReport> {
  const failures: Failure[] = [];
  const died = new Set<string>();
  const recovered: Recovered[] = [];
  let cases = 0;
  let deaths = 0;
  for (const scenario of SCENARIOS) {
    const chosen = casesOf(scenario).filter(isChosen);
    if (chosen.length === 0) continue;
    const plays: { one: Case; play: Play }[] = [];
    for (const one of chosen) {
      const play = scenario.play(house, one.variant);
      try {
        const dead = await dieAt(house, scenario, one.variant, play, { flow: one.flow, step: one.step, meeting: 1 });
        if (dead) died.add(pointOf(one));
        deaths += dead ? 1 : 0;
        plays.push({ one, play });
      } catch (error) {
        if (!house.servers.current().isAlive()) throw error; // no server could be started: people would wait for ever
        failures.push({ ...one, what: `could not be played: ${String(error)}` });
      }
    }
    cases += chosen.length;
    recovered.push(...(await recover(house, RECOVER_WITHIN_MS)));
    const after = await Promise.all(plays.map(async ({ one, play }) => ({ ...one, what: await play.follow().catch(String) })));
    const wrong = after.flatMap(({ what, ...one }) => (what === null ? [] : [{ ...one, what }]));
    failures.push(...wrong, ...(await rest(house)));
    tell(`${scenario.flows.join(", ")}: ${chosen.length} cases, ${failures.length} failures so far`);
  }
  const failed = new Set(failures.flatMap(({ flow, step }) => (flow !== undefined && step !== undefined ? [pointOf({ flow, step })] : [])));
  const isSound = failures.every((failure) => failure.flow !== undefined);
  const survived = isSound ? [...died].filter((point) => !failed.has(point)).length : 0;
  const { p50, p100 } = figuresOf(recovered);
  tell(`recovered in ${p50} ms (half) and ${p100} ms (all)`);
  return { cases, deaths, named: pointsNamed(), survived, failures, recoveryMs: { p50, p100 } };
}

export function pointsNamed(): number {
  return Object.values(CRASH_POINTS).reduce((count, steps) => count + Object.keys(steps).length, 0);
}

/** What both books say once nothing moves any more. */
async function rest(house: House): Promise<Failure[]> {
  const { restless } = await untilQuiet(house, QUIET_WITHIN_MS);
  const { lost, doubleCharges, doubleRefunds, brokenInvariants, twins } = await judge(house);
  const charges = [...new Set([...doubleCharges, ...twins])];
  return [
    ...restless,
    ...lost.map((number) => `lost: ${number}`),
    ...charges.map((order) => `charged twice: ${order}`),
    ...doubleRefunds.map((number) => `refunded twice: ${number}`),
    ...brokenInvariants,
  ].map((what) => ({ what }));
}

function pointOf({ flow, step }: Pick<Case, "flow" | "step">): string {
  return `${flow}: ${step}`;
}
