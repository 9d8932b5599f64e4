import { startTcpProxy, type TcpProxy } from "../../testing/tcp-proxy.ts";
import { judge } from "../harness/books.ts";
import { type House, openHouse } from "../harness/house.ts";
import { pause } from "../harness/patiently.ts";
import { untilQuiet } from "../harness/recovery.ts";
import { LINE_FLOWS, type LineFlow } from "./flows.ts";
import { BAD_LINES, type BadLine, hastened } from "./modes.ts";

export type LineCase = { readonly flow: LineFlow; readonly bad: BadLine };
export type NetworkReport = {
  readonly cases: number;
  readonly failures: readonly string[];
  /** Longest that a caller waited on a line that lets nothing through, and longest until the server was itself again. */
  readonly longestWaitMs: number;
  readonly longestBackMs: number;
};

const RATE = 5;
const BACK_WITHIN_MS = 5_000;
/** What a slow line may add: it delays each of many steps. */
const SLOW_MS = 30_000;
/** What our own two processors add, which do not run faster with the clock. A machine with much else to do adds more. */
const OWN_MS = 1_500;
const QUIET_WITHIN_MS = 300_000;

/** Every flow over every bad line; nothing may hang, break, lie or get lost. */
export const ALL_CASES: readonly LineCase[] = LINE_FLOWS.flatMap((flow) => BAD_LINES.map((bad) => ({ flow, bad })));

/**
 * Opens a house whose lines to the database and to QFPay can be made bad, plays the cases, and compares the books.
 * @param ownMs what the machine itself may add to any wait, in milliseconds by the wall
 */
export async function runNetwork(
  databaseUrl: string,
  cases: readonly LineCase[],
  tell: (line: string) => void,
  ownMs = OWN_MS,
): Promise<NetworkReport> {
  const { hostname, port } = new URL(databaseUrl);
  const database = await startTcpProxy({ host: hostname, port: Number(port) });
  let gateway: TcpProxy | undefined;
  const through = new URL(databaseUrl);
  through.port = String(database.port);
  const house = await openHouse({
    databaseUrl,
    rate: RATE,
    isHastyWithDatabase: true,
    through: {
      databaseUrl: through.href,
      async apiBase(simulatorUrl) {
        gateway = await startTcpProxy({ host: "127.0.0.1", port: Number(new URL(simulatorUrl).port) });
        return `http://127.0.0.1:${gateway.port}`;
      },
    },
  });
  const failures: string[] = [];
  let longestWaitMs = 0;
  let longestBackMs = 0;
  const errands: (() => Promise<string[]>)[] = [];
  for (const { flow, bad } of cases) {
    const line = flow.line === "database" ? database : gateway;
    if (!line) throw new Error("there is no line to QFPay");
    const name = `${flow.line} ${flow.name}, ${bad.name}`;
    const played = await play(house, line, { flow, bad }, ownMs);
    failures.push(...played.wrong.map((what) => `${name}: ${what}`));
    if (!bad.isSlow && flow.name !== "reconcile") longestWaitMs = Math.max(longestWaitMs, played.waitedMs);
    longestBackMs = Math.max(longestBackMs, played.backMs);
    errands.push(async () => (await played.follow()).map((what) => `${name}: ${what}`));
    if (!house.servers.current().isAlive()) {
      failures.push(`${name}: the server died: ${house.servers.current().lastWords().slice(-500)}`);
      await house.servers.restart();
    }
    tell(
      `${name}: waited ${played.waitedMs} ms, back after ${played.backMs} ms${played.wrong.length > 0 ? ` — ${played.wrong.join("; ")}` : ""}`,
    );
  }
  failures.push(...(await Promise.all(errands.map((errand) => errand()))).flat());
  failures.push(...(await rest(house)));
  await house.stop();
  await Promise.all([database.stop(), gateway?.stop()]);
  return { cases: cases.length, failures, longestWaitMs, longestBackMs };
}

type Played = { wrong: string[]; waitedMs: number; backMs: number; follow(): Promise<string[]> };

async function play(house: House, line: TcpProxy, { flow, bad }: LineCase, ownMs: number): Promise<Played> {
  const wrong: string[] = [];
  const errand = flow.errand(house);
  await errand.prepare();
  await line.set(hastened(bad, RATE));
  const began = performance.now();
  const boundMs = (flow.withinMs + (bad.isSlow ? SLOW_MS : 0)) / RATE + ownMs;
  const seen = await Promise.race([errand.run().catch((error: unknown) => String(error)), pause(boundMs).then(() => null)]);
  const waitedMs = Math.round((performance.now() - began) * RATE);
  if (seen === null) wrong.push(`no answer within ${boundMs} ms`);
  else if (typeof seen === "string") wrong.push(`the connection to the server broke: ${seen}`);
  else {
    if (![200, 503].includes(seen.status)) wrong.push(`answered ${seen.status}`);
    const last = seen.order?.payments.at(-1);
    if (last?.state === "failed") wrong.push("what is unknown is shown as failed");
  }
  await line.set({ is: "open" });
  const backMs = Math.round((await backAfter(house)) * RATE);
  if (backMs > BACK_WITHIN_MS + ownMs * RATE) wrong.push(`back only after ${backMs} ms`);
  await house.simulator.control("DELETE", "/control/faults");
  return { wrong, waitedMs, backMs, follow: async () => [await errand.follow().catch(String)].filter((what) => what !== null) };
}

/** Until a page that needs the database is served again, several times in a row over. */
async function backAfter(house: House): Promise<number> {
  const since = performance.now();
  for (let good = 0; good < 3 && performance.now() - since < 60_000; ) {
    const answer = await fetch(`${house.url}/trpc/orders.list?input=${encodeURIComponent("{}")}`, { headers: house.desk.headers }).catch(
      () => null,
    );
    await answer?.text();
    good = answer?.ok ? good + 1 : 0;
    if (good === 0) await pause(20);
  }
  return performance.now() - since;
}

async function rest(house: House): Promise<string[]> {
  const { restless } = await untilQuiet(house, QUIET_WITHIN_MS);
  const { lost, doubleCharges, doubleRefunds, brokenInvariants, twins } = await judge(house);
  return [
    ...restless,
    ...lost.map((what) => `lost: ${what}`),
    ...[...new Set([...doubleCharges, ...twins])].map((what) => `charged twice: ${what}`),
    ...doubleRefunds.map((what) => `refunded twice: ${what}`),
    ...brokenInvariants,
  ];
}
