import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountSchema, type StartOptions, startSimulator } from "../simulator/index.ts";

export const APP_CODE = "SANDBOXAPPCODE000000000000000001";
export const CLIENT_KEY = "SANDBOXKEY00000000000000000000A1";

export type TestSimulator = {
  readonly url: string;
  readonly book: string;
  /** Calls the control API; a body makes it a POST. */
  readonly control: (path: string, body?: unknown) => Promise<{ status: number; json: Record<string, unknown>; text: string }>;
  /** Ends it and starts it again on the same book and address. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A simulator on a free port with a book of its own and one merchant; `stop` leaves nothing behind. */
export async function startForTest(account: Record<string, unknown> = {}, options: Partial<StartOptions> = {}): Promise<TestSimulator> {
  const folder = await mkdtemp(join(tmpdir(), "tillbook-simulator-"));
  const book = options.book ?? join(folder, "book.jsonl");
  const accounts = [accountSchema.parse({ appCode: APP_CODE, clientKey: CLIENT_KEY, name: "Pet Shop", ...account })];
  let simulator = await startSimulator({ accounts, ...options, book });
  const { url } = simulator;
  return {
    url,
    book,
    control: (path, body) => control(`${url}/control${path}`, body),
    restart: async () => {
      await simulator.stop();
      simulator = await startSimulator({ accounts, ...options, book, port: Number(new URL(url).port) });
      await untilReached(url);
    },
    stop: async () => {
      await simulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// Connections that fetch kept to the one before are found broken one by one.
async function untilReached(url: string): Promise<void> {
  const isReached = await fetch(`${url}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );
  if (!isReached) await untilReached(url);
}

async function control(address: string, body: unknown) {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(address, body === undefined ? {} : post);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  const json: Record<string, unknown> = isJson ? JSON.parse(text) : {};
  return { status: response.status, json, text };
}
