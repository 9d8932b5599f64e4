import { dayResult, runDay } from "@tillbook/api/reconciliation";
import { type BooksContext, importStatement, listFiles } from "@tillbook/api/settlement";
import { addDays, type SettlementDay } from "@tillbook/domain/time";
import type { Points } from "./points.ts";
import { FLOWS, type Flow, type Hands, type Scene, setScene, wrongsAfter } from "./scene.ts";

/** What may strike a transaction at a point without a process having to die for it. */
export const STRIKES = ["disk full", "connection lost"] as const;
export type Strike = (typeof STRIKES)[number];
export type PointsReport = {
  readonly points: Readonly<Record<Flow, readonly string[]>>;
  readonly cases: number;
  readonly failures: readonly string[];
};

const HELD_WITHIN_MS = 60_000;

/** The verbs themselves, in this process. */
export function ownHands(ctx: BooksContext): Hands {
  return {
    upload: (name, bytes) => importStatement(ctx, { name, bytes }),
    files: () => listFiles(ctx, { limit: 200 }),
    run: (settleDay) => runDay(ctx, { settleDay, asOf: addDays(settleDay, 1) }),
    document: (settleDay) => dayResult(ctx, { settleDay }),
  };
}

/** Strikes import and run at every point at which they write anything, and looks at what is left. Each case has a day of its own. */
export async function strikePoints(
  ctx: BooksContext,
  points: Points,
  { days, rows }: { days: Iterator<SettlementDay>; rows: number },
): Promise<PointsReport> {
  const hands = ownHands(ctx);
  const met = await listPoints(ctx, points, hands, { days, rows });
  const failures: string[] = [];
  let cases = 0;
  for (const flow of FLOWS) {
    for (const point of met[flow]) {
      for (const strike of STRIKES) {
        cases += 1;
        const scene = await readyFor(flow, ctx, hands, { days, rows });
        const isStruck = await strikeAt(point, strike, points, () => play(flow, hands, scene));
        const wrongs = await wrongsAfter(flow, hands, scene);
        failures.push(...(isStruck ? wrongs : ["was not struck"]).map((wrong) => `${flow}, ${point}, ${strike}: ${wrong}`));
      }
    }
  }
  return { points: met, cases, failures };
}

/** The points of each flow, met by playing it undisturbed. */
export async function listPoints(
  ctx: BooksContext,
  points: Points,
  hands: Hands,
  scenes: { days: Iterator<SettlementDay>; rows: number },
): Promise<Record<Flow, string[]>> {
  const scene = await readyFor("import", ctx, hands, scenes);
  return {
    import: await points.met(() => play("import", hands, scene)),
    run: await points.met(() => play("run", hands, scene)),
  };
}

/** A scene in which the flow comes next. */
export async function readyFor(
  flow: Flow,
  ctx: BooksContext,
  hands: Hands,
  { days, rows }: { days: Iterator<SettlementDay>; rows: number },
): Promise<Scene> {
  const next = days.next();
  if (next.done) throw new Error("there are no more days");
  const scene = await setScene(ctx, next.value, rows);
  if (flow === "run") await hands.upload(scene.fileName, scene.bytes);
  return scene;
}

export function play(flow: Flow, hands: Hands, { settleDay, fileName, bytes }: Scene): Promise<unknown> {
  return flow === "import" ? hands.upload(fileName, bytes) : hands.run(settleDay);
}

/** Answers whether the work failed, as it must. */
async function strikeAt(point: string, strike: Strike, points: Points, work: () => Promise<unknown>): Promise<boolean> {
  const outcome = (done: Promise<unknown>): Promise<boolean> =>
    done.then(
      () => false,
      () => true,
    );
  if (strike === "disk full") {
    await points.fillDisk(point);
    const failed = await outcome(work());
    await points.disarm();
    return failed;
  }
  await points.hold(point);
  const failing = outcome(work());
  const isHeld = await points.isHeld(HELD_WITHIN_MS);
  await points.cut();
  await points.release();
  await points.disarm();
  return (await failing) && isHeld;
}

/** Days in a row, without end. */
export function* daysAfter(first: SettlementDay): Generator<SettlementDay> {
  for (let day = first; ; day = addDays(day, 1)) yield day;
}
