import { createServer, connect as dial, type Server, type Socket } from "node:net";

/** What stands between caller and server does to them. Bytes and times are of each connection by itself. */
export type ProxyMode =
  | { readonly is: "open" }
  /** Nobody listens. */
  | { readonly is: "refuse" }
  /** Connections are taken and nothing more happens. */
  | { readonly is: "hang" }
  /** Connections are reset as soon as the caller speaks. */
  | { readonly is: "reset-at-start" }
  /** The request gets through; half of the first answer comes back, then a reset. */
  | { readonly is: "reset-mid-answer" }
  /** So many bytes of the answer come back, then the connection ends. Negative: all but so many of its first piece. */
  | { readonly is: "cut"; readonly afterBytes: number }
  /** Every piece of the answer comes so much later. */
  | { readonly is: "delay"; readonly ms: number }
  /** The answer drips, so many bytes a time. */
  | { readonly is: "drip"; readonly bytes: number; readonly everyMs: number }
  /** Requests get through, answers do not, and nobody says goodbye. */
  | { readonly is: "half-open" }
  /** Each connection is made twice; what the caller says is said twice too, where `echoes`. The first one's answers come back. */
  | { readonly is: "twice"; readonly echoes: boolean };

/** A door before a server, which can be made a bad one at any moment, for connections that stand already too. */
export type TcpProxy = {
  readonly port: number;
  set(mode: ProxyMode): Promise<void>;
  stop(): Promise<void>;
};

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  let mode: ProxyMode = { is: "open" };
  const callers = new Set<Socket>();
  const server = createServer((caller) => {
    callers.add(caller);
    caller.once("close", () => callers.delete(caller));
    relay(caller, target, () => mode);
  });
  const port = await listen(server, 0);
  return {
    port,
    async set(next) {
      const wasClosed = mode.is === "refuse";
      mode = next;
      if (next.is === "refuse") {
        for (const caller of callers) caller.resetAndDestroy();
        await closed(server);
      } else if (wasClosed) await listen(server, port);
    },
    async stop() {
      const isClosed = server.listening ? closed(server) : undefined;
      for (const caller of callers) caller.destroy();
      await isClosed;
    },
  };
}

/** Joins a caller to a connection of its own, under whatever mode holds when a piece passes. */
function relay(caller: Socket, target: { host: string; port: number }, modeNow: () => ProxyMode): void {
  const callee = dial(target.port, target.host);
  const second = modeNow().is === "twice" ? dial(target.port, target.host) : null;
  const all = second ? [caller, callee, second] : [caller, callee];
  let isDead = false; // a line that went silent once stays so, also when the fault is over
  const mode = (): ProxyMode => {
    const now = modeNow();
    isDead ||= now.is === "hang" || now.is === "half-open";
    return isDead ? { is: "hang" } : now;
  };
  for (const socket of all) {
    socket.on("error", () => undefined); // its close says the same
    socket.once("close", () => {
      if (socket === caller || !isDead) for (const other of all) other.destroy();
    });
  }
  second?.resume();
  caller.on("data", (bytes) => {
    const before = isDead;
    const now = mode();
    if (now.is === "reset-at-start") return void caller.resetAndDestroy();
    if (!before && (now.is !== "hang" || modeNow().is === "half-open")) callee.write(bytes);
    if (now.is === "twice" && now.echoes) second?.write(bytes);
  });
  callee.on("data", answerTo(caller, mode));
}

/** Passes the answer on as the mode has it; pieces never overtake each other. */
function answerTo(caller: Socket, modeNow: () => ProxyMode): (bytes: Buffer) => void {
  let passed = 0;
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): void => {
    last = last.then(work);
  };
  return (bytes) => {
    const mode = modeNow();
    switch (mode.is) {
      case "hang":
      case "half-open":
        return;
      case "refuse":
      case "reset-at-start":
        return void caller.resetAndDestroy();
      case "reset-mid-answer":
        return void caller.write(bytes.subarray(0, bytes.length / 2), () => caller.resetAndDestroy());
      case "cut": {
        const room = mode.afterBytes < 0 ? bytes.length + mode.afterBytes : mode.afterBytes - passed;
        passed += bytes.length;
        if (bytes.length < room) return void caller.write(bytes);
        return void caller.end(bytes.subarray(0, Math.max(0, room)), () => caller.destroy());
      }
      case "delay":
        return inTurn(async () => {
          await pause(mode.ms);
          if (!caller.destroyed) caller.write(bytes);
        });
      case "drip":
        return inTurn(() => drip(caller, bytes, mode));
      case "open":
      case "twice":
        return inTurn(async () => {
          if (!caller.destroyed) caller.write(bytes);
        });
    }
  };
}

async function drip(caller: Socket, bytes: Buffer, { bytes: step, everyMs }: { bytes: number; everyMs: number }): Promise<void> {
  for (let from = 0; from < bytes.length && !caller.destroyed; from += step) {
    caller.write(bytes.subarray(from, from + step));
    await pause(everyMs);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}
