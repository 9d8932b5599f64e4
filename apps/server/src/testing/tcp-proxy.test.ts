import { createServer, connect as dial, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./eventually.ts";
import { type ProxyMode, startTcpProxy, type TcpProxy } from "./tcp-proxy.ts";

/** Answers every line with a hundred dots. */
let server: Server;
let heard: string[] = [];
let proxy: TcpProxy;
beforeAll(async () => {
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      heard.push(bytes.toString());
      socket.write(".".repeat(100));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  proxy = await startTcpProxy({ host: "127.0.0.1", port: typeof address === "object" && address ? address.port : 0 });
});
afterEach(async () => {
  await proxy.set({ is: "open" });
  heard = [];
});
afterAll(async () => {
  await proxy.stop();
  server.close();
});

/** Asks once and listens until all is there, it has ended, or a while has passed: how much came back, and how it ended. */
function ask(listenMs = 300): Promise<{ bytes: number; end: "open" | "ended" | "reset" | "refused" }> {
  return new Promise((resolve) => {
    let bytes = 0;
    const socket = dial(proxy.port, "127.0.0.1", () => socket.write("hello"));
    const answer = (end: "open" | "ended" | "reset" | "refused"): void => {
      resolve({ bytes, end });
      socket.destroy();
    };
    socket.on("data", (piece) => {
      bytes += piece.length;
      if (bytes >= 100) answer("open");
    });
    socket.on("end", () => answer("ended"));
    socket.on("error", (error) => answer("code" in error && error.code === "ECONNREFUSED" ? "refused" : "reset"));
    setTimeout(() => answer("open"), listenMs);
  });
}

describe("a bad line", () => {
  it.each<[ProxyMode, { bytes: number; end: string }, string[]]>([
    [{ is: "open" }, { bytes: 100, end: "open" }, ["hello"]],
    [{ is: "refuse" }, { bytes: 0, end: "refused" }, []],
    [{ is: "hang" }, { bytes: 0, end: "open" }, []],
    [{ is: "reset-at-start" }, { bytes: 0, end: "reset" }, []],
    [{ is: "reset-mid-answer" }, { bytes: 50, end: "reset" }, ["hello"]],
    [{ is: "cut", afterBytes: 1 }, { bytes: 1, end: "ended" }, ["hello"]],
    [{ is: "cut", afterBytes: -1 }, { bytes: 99, end: "ended" }, ["hello"]],
    [{ is: "delay", ms: 1_000 }, { bytes: 0, end: "open" }, ["hello"]],
    [{ is: "drip", bytes: 1, everyMs: 1_000 }, { bytes: 1, end: "open" }, ["hello"]],
    [{ is: "half-open" }, { bytes: 0, end: "open" }, ["hello"]],
    [{ is: "twice", echoes: true }, { bytes: 100, end: "open" }, ["hello", "hello"]],
    [{ is: "twice", echoes: false }, { bytes: 100, end: "open" }, ["hello"]],
  ])("of the kind %j lets %j through", async (mode, through, arrives) => {
    await proxy.set(mode);
    expect(await ask()).toEqual(through);
    expect(
      await eventually(
        () => heard,
        (lines) => lines.length >= arrives.length,
      ),
    ).toEqual(arrives);
    await proxy.set({ is: "open" });
    expect(await ask()).toEqual({ bytes: 100, end: "open" });
  });
});
