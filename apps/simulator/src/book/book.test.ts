import { type ChildProcess, spawn } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { APP_CODE, CLIENT_KEY, merchantOf } from "../testing/index.ts";
import { Book, UnreadableBook } from "./book.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

let folder: string;
let file: string;
let running: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tillbook-book-"));
  file = join(folder, "book.jsonl");
});
afterEach(async () => {
  running?.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Starts the command itself and reads where it listens from its last line. */
async function start(): Promise<string> {
  const args = [
    "--disable-warning=ExperimentalWarning",
    MAIN,
    "--port",
    "0",
    "--app-code",
    APP_CODE,
    "--client-key",
    CLIENT_KEY,
    "--book",
    file,
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  running = child;
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = /^ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (ready !== undefined) return ready;
  }
  throw new Error("the simulator ended before it was ready");
}

async function end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: string | null }> {
  const child = running;
  if (child === undefined) throw new Error("nothing is running");
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once("exit", (code, by) => resolve({ code, signal: by })),
  );
  child.kill(signal);
  return ended;
}

const bookAt = async (url: string) => JSON.parse(await (await fetch(`${url}/control/book`)).text());
const post = (url: string, body: unknown) =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

describe("the book", () => {
  it("is the same after kill -9 with calls in flight: whatever was answered is there, numbers go on", async () => {
    const url = await start();
    const merchant = merchantOf(url);
    await post(`${url}/control/rules`, { rateLimit: false, refundBlackout: false, refundFromTakings: false });
    const paid = await merchant.makeQr({ out_trade_no: "PAID" });
    await post(`${url}/control/orders/pay`, { out_trade_no: "PAID" });
    await merchant.post("/trade/v1/refund", {
      syssn: String(paid.body["syssn"]),
      out_trade_no: "RF-1",
      txamt: "1",
      txdtm: "2026-03-10 12:00:00",
    });
    const calls = Array.from({ length: 60 }, (_, index) => merchant.makeQr({ out_trade_no: `Q-${index}` }).catch(() => undefined));
    await Promise.race(calls);
    expect(await end("SIGKILL")).toEqual({ code: null, signal: "SIGKILL" });
    const answered = (await Promise.all(calls)).flatMap((answer) => (answer?.body["syssn"] === undefined ? [] : [answer.body["syssn"]]));

    const again = await start();
    const after = await bookAt(again);
    const known = after.rows.map((row: { syssn: string }) => row.syssn);
    expect(answered.length).toBeGreaterThan(0);
    expect(known).toEqual(expect.arrayContaining(answered));
    expect(after.rows.slice(0, 2)).toMatchObject([
      { kind: "payment", out_trade_no: "PAID", state: "paid", refunded: "1" },
      { kind: "refund", out_trade_no: "RF-1", state: "done" },
    ]);
    const next = await merchantOf(again).makeQr({ out_trade_no: "NEXT" });
    expect(known).not.toContain(next.body["syssn"]);
  });

  it("is the same after SIGTERM, which ends the process in order", async () => {
    const url = await start();
    await merchantOf(url).makeQr({ out_trade_no: "A" });
    await post(`${url}/control/orders/pay`, { out_trade_no: "A" });
    const before = await bookAt(url);
    expect(await end("SIGTERM")).toEqual({ code: 0, signal: null });
    expect(await bookAt(await start())).toEqual(before);
  });

  it("drops a last line that a crash cut short, and goes on behind the one before", async () => {
    const first = Book.open(file);
    await first.close();
    await appendFile(file, '{"entry":"payment","syssn":"2026');
    const again = Book.open(file);
    again.record({ entry: "declined", syssn: "1", at: new Date(0) });
    await again.close();
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).entry)).toEqual(["opened", "declined"]);
  });

  it("refuses a file that is no book, and names the line", async () => {
    await writeFile(file, '{"entry":"opened","bookNumber":"00001"}\nsomething else\n');
    expect(() => Book.open(file)).toThrow(UnreadableBook);
    expect(() => Book.open(file)).toThrow(/line 2 cannot be read/);
  });
});
