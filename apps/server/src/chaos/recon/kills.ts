import type { BooksContext } from "@tillbook/api/settlement";
import { merchantAccountSchema } from "@tillbook/domain/staff";
import { addDays, type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { type MortalDatabase, startMortalDatabase } from "../database/mortal-database.ts";
import { type House, openHouse } from "../harness/house.ts";
import { patiently, pause } from "../harness/patiently.ts";
import { type Points, setPoints } from "./points.ts";
import { FLOWS, type Flow, type Hands, type Scene, setScene, wrongsAfter } from "./scene.ts";
import { daysAfter, listPoints, ownHands, play, readyFor, strikePoints } from "./strike-points.ts";

export type ReconKillsReport = { readonly points: number; readonly cases: number; readonly failures: readonly string[] };

const importedSchema = z.object({ status: z.string(), lines: z.int() });
const ROWS = 300;
const HELD_WITHIN_MS = 60_000;
const VICTIMS = ["app killed", "database killed"] as const;

/**
 * Kills the server, and then PostgreSQL, with SIGKILL at every point at which an import or a run writes anything, and the server in the middle of
 * an upload; fills the disk and cuts connections there too. What was struck must be whole or absent, and come out right when it is done again.
 */
export async function runReconKills(tell: (line: string) => void): Promise<ReconKillsReport> {
  const database = await startMortalDatabase();
  const house = await openHouse({ databaseUrl: database.url, rate: 1 });
  let points = await setPoints(database.url);
  const days = daysAfter(settlementDaySchema.parse("2026-01-01"));
  const failures: string[] = [];
  let cases = 0;
  try {
    const ctx = await booksOf(house);
    const struck = await strikePoints(ctx, points, { days, rows: ROWS });
    failures.push(...struck.failures);
    tell(`disk full, connection lost: ${struck.cases} cases, ${struck.failures.length} failures`);
    const met = await listPoints(ctx, points, ownHands(ctx), { days, rows: ROWS });
    for (const victim of VICTIMS) {
      for (const flow of FLOWS) {
        for (const point of met[flow]) {
          const scene = await readyFor(flow, ctx, patientHands(house), { days, rows: ROWS });
          const one = { flow, point, scene };
          const isStruck = victim === "app killed" ? await killApp(house, points, one) : await killDatabase(house, points, one, database);
          if (victim === "database killed") points = await setPoints(database.url);
          await points.disarm();
          const wrongs = await wrongsAfter(flow, patientHands(house), scene);
          failures.push(...(isStruck ? wrongs : ["was not struck"]).map((wrong) => `${flow}, ${point}, ${victim}: ${wrong}`));
          cases += 1;
        }
      }
      tell(`${victim}: ${cases} cases, ${failures.length} failures so far`);
    }
    const half = await killInUpload(house, await setScene(ctx, nextOf(days), ROWS));
    failures.push(...half.map((wrong) => `import, upload half, app killed: ${wrong}`));
    const named = met.import.length + met.run.length + 1;
    return { points: named, cases: struck.cases + cases + 1, failures };
  } finally {
    await points.stop().catch(() => undefined);
    await house.stop();
    await database.stop();
  }
}

function nextOf(days: Iterator<SettlementDay>): SettlementDay {
  const next = days.next();
  if (next.done) throw new Error("there are no more days");
  return next.value;
}

/** The books of the house's account, past its server. */
async function booksOf(house: House): Promise<BooksContext> {
  const [sealed] = await house.db.read.accounts.all();
  const silent = (): void => undefined;
  return {
    actor: { kind: "staff", userId: "fiona", name: "Fiona", role: "finance" },
    account: merchantAccountSchema.parse(sealed),
    db: house.db,
    clock: { now: () => house.now() },
    log: { info: silent, warn: silent, error: silent },
  };
}

/** The verbs by way of the server. */
function handsOf({ desk }: House): Hands {
  return {
    async upload(name, bytes) {
      const answer = await desk.upload(name, bytes);
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return importedSchema.parse(await answer.json());
    },
    files: () => desk.trpc.settlement.files.query({ limit: 200 }),
    run: (settleDay) => desk.trpc.reconciliation.run.mutate({ settleDay, asOf: addDays(settleDay, 1) }),
    document: (settleDay) => desk.trpc.reconciliation.document.query({ settleDay }),
  };
}

/** As a person does it who comes back: again while the server or its database is away. */
function patientHands(house: House): Hands {
  const hands = handsOf(house);
  return {
    upload: (name, bytes) => patiently(house, () => hands.upload(name, bytes)),
    files: () => patiently(house, () => hands.files()),
    run: (settleDay) => patiently(house, () => hands.run(settleDay)),
    document: (settleDay) => patiently(house, () => hands.document(settleDay)),
  };
}

type Case = { readonly flow: Flow; readonly point: string; readonly scene: Scene };

/** Starts the flow and waits until its transaction stands at the point. Answers whether it came there, and its end, which is a failure. */
async function standsAt(house: House, points: Points, { flow, point, scene }: Case): Promise<{ isHeld: boolean; ended: Promise<unknown> }> {
  await points.hold(point);
  const ended = play(flow, handsOf(house), scene).catch(() => null);
  return { isHeld: await points.isHeld(HELD_WITHIN_MS), ended };
}

async function killApp(house: House, points: Points, one: Case): Promise<boolean> {
  const { isHeld, ended } = await standsAt(house, points, one);
  await house.servers.kill();
  await points.release();
  await ended;
  await points.quiet();
  await points.disarm();
  await house.servers.restart();
  return isHeld;
}

async function killDatabase(house: House, points: Points, one: Case, database: MortalDatabase): Promise<boolean> {
  const { isHeld, ended } = await standsAt(house, points, one);
  await database.crash("SIGKILL");
  await ended;
  await points.stop().catch(() => undefined);
  return isHeld;
}

/** The server dies while half of the file is on its way. */
async function killInUpload(house: House, scene: Scene): Promise<string[]> {
  const half = scene.bytes.subarray(0, scene.bytes.length / 2);
  const over = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(half);
      over.signal.addEventListener("abort", () => controller.error(new Error("the sender is gone")));
    },
  });
  const uploading = fetch(`${house.url}/api/statements?name=${scene.fileName}`, {
    method: "POST",
    headers: { ...house.desk.headers, "content-type": "application/octet-stream" },
    body,
    duplex: "half",
  }).catch(() => null);
  await pause(500);
  await house.servers.kill();
  over.abort();
  await uploading;
  await house.servers.restart();
  return wrongsAfter("import", patientHands(house), scene);
}
