import { parseArgs } from "node:util";
import { startTemporaryDatabase } from "@tillbook/db/embedded";
import { z } from "zod";
import { CRASH_POINTS } from "./crash-points.ts";
import { runDatabase } from "./database/database.ts";
import { type House, openHouse } from "./harness/house.ts";
import { runKills } from "./kills/kills.ts";
import type { ShopReport } from "./kills/shop.ts";
import { ALL_CASES, runNetwork } from "./network/matrix.ts";
import { differences, listMetSteps } from "./points/list.ts";
import { pointsNamed, runMatrix } from "./points/matrix.ts";
import { runSecondServer } from "./points/second-server.ts";
import { NO_RECON_FIGURES, type ReconFigures, runRecon } from "./recon/run-recon.ts";

const usage = `npm run chaos -- [PART] [--seed N] [--kills N] [--only PART] [--rate N]
                 [--flow NAME] [--step NAME] [--variant NAME] [--case TEXT] [--books N]

  PART       kills, points, network, database: these four, when left out; recon, which moves no money; or list
  --kills    random kills under twenty concurrent tills, default 300
  --rate     how many times as fast the clock runs: 10, and 3 where the time until all is right again is measured
  --flow, --step, --variant   crash points of these names only
  --case     bad lines whose name holds this text only
  --books    random books with planted faults, default 10000
  list       prints the steps that are met, and those that have no name`;

const OF_MONEY = ["kills", "points", "network", "database"] as const;
const PARTS = [...OF_MONEY, "recon"] as const;
const DATABASE_FAULTS = 20;
/** Rounds of the jobs keep the machine's time: the faster the clock, the rarer they seem. */
const FAST = 10;
const TRUE_TO_TIME = 3;
/** What was promised of the time to the right state. */
const RECOVERED_WITHIN_MS = 60_000;

const askedSchema = z.object({
  seed: z.coerce.number().int().min(0).default(1),
  kills: z.coerce.number().int().min(0).max(10_000).default(300),
  rate: z.coerce.number().positive().max(60).optional(),
  only: z.enum([...PARTS, "list"]).optional(),
  flow: z.string().optional(),
  step: z.string().optional(),
  variant: z.string().optional(),
  case: z.string().optional(),
  books: z.coerce.number().int().min(1).max(1_000_000).default(10_000),
});
type Asked = z.output<typeof askedSchema>;

/** What is printed as the last line. All that must be zero is counted; what it was is told before. */
type Result = ReconFigures & {
  seed: number;
  kills: number;
  payments: number;
  refunds: number;
  brokenInvariants: number;
  doubleCharges: number;
  lost: number;
  doubleRefunds: number;
  recoveryMs: { p50: number; p100: number };
  pointsNamed: number;
  pointsSurvived: number;
  pointCases: number;
  networkCases: number;
  networkFailures: number;
  databaseFaults: number;
  serverDeaths: number;
  seconds: number;
  ok: boolean;
};

const asked = readArguments();
const began = performance.now();
const result: Result = {
  seed: asked.seed,
  kills: 0,
  payments: 0,
  refunds: 0,
  brokenInvariants: 0,
  doubleCharges: 0,
  lost: 0,
  doubleRefunds: 0,
  recoveryMs: { p50: 0, p100: 0 },
  pointsNamed: pointsNamed(),
  pointsSurvived: 0,
  pointCases: 0,
  networkCases: 0,
  networkFailures: 0,
  databaseFaults: 0,
  serverDeaths: 0,
  ...NO_RECON_FIGURES,
  seconds: 0,
  ok: true,
};

for (const part of asked.only === undefined ? OF_MONEY : [asked.only]) {
  if (part === "list") await list();
  else result.ok = (await play(part)) && result.ok;
}
result.seconds = Math.round((performance.now() - began) / 1_000);
console.log(JSON.stringify(result));
process.exit(result.ok ? 0 : 1);

async function play(part: (typeof PARTS)[number]): Promise<boolean> {
  tell(`${part} …`);
  switch (part) {
    case "kills": {
      const report = await inHouse(TRUE_TO_TIME, (house) => runKills(house, asked, tell));
      result.kills = asked.kills;
      return add(report);
    }
    case "points": {
      const report = await inHouse(FAST, (house) => runMatrix(house, isChosen, tell));
      result.pointsSurvived = report.survived;
      result.pointCases = report.cases;
      result.brokenInvariants += report.failures.length;
      for (const failure of report.failures) tell(JSON.stringify(failure));
      const isWhole = [asked.flow, asked.step, asked.variant].every((choice) => choice === undefined);
      if (isWhole) await playSecondServer();
      return report.failures.length === 0 && (!isWhole || report.survived === report.named);
    }
    case "network": {
      const report = await onDatabase((url) => runNetwork(url, linesAsked(), tell));
      result.networkCases = report.cases;
      result.networkFailures = report.failures.length;
      for (const failure of report.failures) tell(failure);
      tell(`longest wait ${report.longestWaitMs} ms, back after ${report.longestBackMs} ms at the latest`);
      return report.failures.length === 0;
    }
    case "database": {
      const report = await runDatabase({ seed: asked.seed, faults: DATABASE_FAULTS, rate: asked.rate ?? TRUE_TO_TIME }, tell);
      result.databaseFaults = DATABASE_FAULTS;
      result.serverDeaths = report.serverDeaths;
      return add(report) && report.serverDeaths === 0;
    }
    case "recon": {
      const figures = await runRecon(asked, tell);
      Object.assign(result, figures);
      return figures.reconFailures === 0;
    }
  }
}

async function playSecondServer(): Promise<void> {
  const { failures, longestMs } = await inHouse(TRUE_TO_TIME, (house) => runSecondServer(house, tell));
  for (const failure of failures) tell(failure);
  result.brokenInvariants += failures.length;
  result.ok = failures.length === 0 && result.ok;
  worst({ p50: 0, p100: longestMs });
}

/** Takes a shop's figures in; whether everything that must be zero is. */
function add(report: ShopReport): boolean {
  const { brokenInvariants, doubleCharges, lost, doubleRefunds, twins, recoveryMs } = report;
  const wrong = { brokenInvariants, doubleCharges, lost, doubleRefunds, twins };
  for (const [what, which] of Object.entries(wrong)) for (const each of which) tell(`${what}: ${each}`);
  tell(
    `${report.orders} orders, recovered in ${recoveryMs.p50} ms (half) and ${recoveryMs.p100} ms (all), quiet after ${report.quietMs} ms`,
  );
  for (const line of report.slowest) tell(`slowest: ${line}`);
  result.payments += report.payments;
  result.refunds += report.refunds;
  result.brokenInvariants += brokenInvariants.length;
  result.doubleCharges += new Set([...doubleCharges, ...twins]).size;
  result.lost += lost.length;
  result.doubleRefunds += doubleRefunds.length;
  worst(recoveryMs);
  return Object.values(wrong).every((which) => which.length === 0) && recoveryMs.p100 <= RECOVERED_WITHIN_MS;
}

function worst({ p50, p100 }: Result["recoveryMs"]): void {
  result.recoveryMs = { p50: Math.max(result.recoveryMs.p50, p50), p100: Math.max(result.recoveryMs.p100, p100) };
}

async function list(): Promise<void> {
  const met = await inHouse(FAST, listMetSteps);
  for (const [flow, steps] of met) {
    for (const step of steps) tell(`${flow}: ${step}${names(flow, step)}`);
  }
  const { unnamed, unmet } = differences(met);
  for (const step of unnamed) tell(`has no name: ${step}`);
  for (const step of unmet) tell(`is never met: ${step}`);
  result.ok = unnamed.length === 0 && unmet.length === 0;
}

function names(flow: string, step: string): string {
  const name = CRASH_POINTS[flow]?.[step];
  return name === undefined ? "" : ` — ${name}`;
}

function isChosen(one: { flow: string; step: string; variant: string }): boolean {
  return (["flow", "step", "variant"] as const).every((name) => asked[name] === undefined || asked[name] === one[name]);
}

function linesAsked(): typeof ALL_CASES {
  const { case: text } = asked;
  return text === undefined ? ALL_CASES : ALL_CASES.filter(({ flow, bad }) => `${flow.line} ${flow.name}, ${bad.name}`.includes(text));
}

async function onDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const database = await startTemporaryDatabase();
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}

function inHouse<T>(rate: number, work: (house: House) => Promise<T>): Promise<T> {
  return onDatabase(async (databaseUrl) => {
    const house = await openHouse({ databaseUrl, rate: asked.rate ?? rate });
    try {
      return await work(house);
    } finally {
      await house.stop();
    }
  });
}

function tell(line: string): void {
  console.log(line);
}

function readArguments(): Asked {
  try {
    const text = { type: "string" } as const;
    const options = { seed: text, kills: text, only: text, rate: text, flow: text, step: text, variant: text, case: text, books: text };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return askedSchema.parse({ ...values, only: values.only ?? (positionals.length > 0 ? positionals.join(" ") : undefined) });
  } catch (error) {
    const why =
      error instanceof z.ZodError ? error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`).join("; ") : String(error);
    console.error(`${why}\n${usage}`);
    process.exit(2);
  }
}
