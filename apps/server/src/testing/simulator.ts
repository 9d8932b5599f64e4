import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { KEEP_COMPILED } from "./keep-compiled.ts";

const root = path.join(import.meta.dirname, "../../../..");

const bookRow = z.object({
  kind: z.string(),
  syssn: z.string(),
  out_trade_no: z.string(),
  amount: z.string(),
  currency: z.string(),
  state: z.string(),
  respcd: z.string(),
  qrcode: z.string().nullish(),
});
export type BookRow = z.infer<typeof bookRow>;

/** A simulated QFPay in a process of its own, spoken to over HTTP like the real one. */
export type Simulator = {
  readonly url: string;
  control(method: "GET" | "POST" | "DELETE", address: string, body?: object): Promise<unknown>;
  /** QFPay's own book: what is true over there. */
  book(): Promise<BookRow[]>;
  statement(day: string): Promise<Uint8Array>;
  stop(): Promise<void>;
};

/** Starts one with an empty book of its own and waits until it answers. Notices go to `notifyUrl`. */
export async function spawnSimulator(account: {
  appCode: string;
  clientKey: string;
  mchid: string | null;
  notifyUrl: string;
}): Promise<Simulator> {
  const folder = mkdtempSync(path.join(tmpdir(), "tillbook-simulator-"));
  const options = [
    "--port",
    "0",
    "--app-code",
    account.appCode,
    "--client-key",
    account.clientKey,
    "--notify-url",
    account.notifyUrl,
    "--book",
    path.join(folder, "book.jsonl"),
  ];
  if (account.mchid !== null) options.push("--mchid", account.mchid);
  const child = spawn(process.execPath, [...KEEP_COMPILED, path.join(root, "apps/simulator/src/main.ts"), ...options, "--parent-watch"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await readyAddress(child.stdout);
  async function call(method: string, address: string, body?: object): Promise<Response> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const answer = await fetch(url + address, init);
    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
  return {
    url,
    control: async (method, address, body) => (await call(method, address, body)).json(),
    book: async () => z.object({ rows: z.array(bookRow) }).parse(await (await call("GET", "/control/book")).json()).rows,
    statement: async (day) => new Uint8Array(await (await call("GET", `/control/statements/${day}.csv`)).arrayBuffer()),
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && child.kill("SIGTERM")) await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readyAddress(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const ready = /^ready (http:\S+)$/.exec(line);
    if (ready?.[1] !== undefined) return ready[1];
  }
  throw new Error("the simulator ended before it was ready");
}
