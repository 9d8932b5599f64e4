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
  readonly stop: () => Promise<void>;
};

/** A simulator on a free port with a book of its own and one merchant; `stop` leaves nothing behind. */
export async function startForTest(account: Record<string, unknown> = {}, options: Partial<StartOptions> = {}): Promise<TestSimulator> {
  const folder = await mkdtemp(join(tmpdir(), "tillbook-simulator-"));
  const book = options.book ?? join(folder, "book.jsonl");
  const accounts = [accountSchema.parse({ appCode: APP_CODE, clientKey: CLIENT_KEY, name: "Pet Shop", ...account })];
  const simulator = await startSimulator({ accounts, ...options, book });
  return {
    url: simulator.url,
    book,
    control: (path, body) => control(`${simulator.url}/control${path}`, body),
    stop: async () => {
      await simulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function control(address: string, body: unknown) {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(address, body === undefined ? {} : post);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  const json: Record<string, unknown> = isJson ? JSON.parse(text) : {};
  return { status: response.status, json, text };
}
