import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AttentiveSocket } from "./attentive-socket.ts";

const WITHIN_MS = 150;
/** Answers every word but "silence". */
const server = createServer((socket) => {
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => {
    if (bytes.toString() !== "silence") socket.write("yes");
  });
});
let port = 0;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(() => void server.close());

async function connected(): Promise<Socket> {
  const socket = new AttentiveSocket(WITHIN_MS);
  socket.connect(port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

describe("a connection that listens for answers", () => {
  it("gives itself up when it has asked and heard nothing", async () => {
    const socket = await connected();
    socket.write("silence");
    const [error] = await once(socket, "error");
    expect(error).toMatchObject({ code: "ETIMEDOUT" });
    expect(socket.destroyed).toBe(true);
  });

  it("may be silent for as long as it likes once it was answered, or has asked nothing", async () => {
    const [idle, answered] = [await connected(), await connected()];
    answered.write("anything");
    await once(answered, "data");
    await pause(3 * WITHIN_MS);
    expect([idle.destroyed, answered.destroyed]).toEqual([false, false]);
    answered.write("still there");
    expect(String((await once(answered, "data"))[0])).toBe("yes");
    for (const socket of [idle, answered]) socket.destroy();
  });
});
