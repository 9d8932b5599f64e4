import type { Arm } from "../instruments/channel.ts";
import { type ServerProcess, warmServer } from "./server-process.ts";

/** One server after the other on one port, each with the next one loaded beside it. */
export type Servers = {
  /** The one that runs now. */
  current(): ServerProcess;
  /** Waits until the current one is gone, by whatever hand, and until the next one listens. */
  restart(arm?: Arm | null): Promise<void>;
  /** As `restart`, but until the next one has begun only; what becomes of it is another matter. */
  beginNext(): Promise<void>;
  kill(): Promise<void>;
  /** Hears every step that this server and those after it meet; null ends it. */
  record(listener: ((flow: string, step: string) => void) | null): Promise<void>;
  /** Milliseconds for which a server has listened, all of them together. */
  uptimeMs(): number;
  /** Settles as soon as a server listens. */
  up(): Promise<void>;
  stop(): Promise<void>;
};

export async function startServers(env: Readonly<Record<string, string>>): Promise<Servers> {
  let next = warmServer(env);
  let running: ServerProcess | null = null;
  let upSince: number | null = null;
  let uptime = 0;
  let isUp = Promise.withResolvers<void>();
  let hears: ((flow: string, step: string) => void) | null = null;

  async function begin(arm: Arm | null): Promise<ServerProcess> {
    const server = await next;
    next = warmServer(env);
    next.catch(() => undefined); // whoever starts it hears of it
    running = server;
    void server.ended.then(down);
    if (hears) await server.record(hears);
    void server.listening().then(up, () => undefined);
    await server.go(arm);
    return server;
  }
  function up(): void {
    upSince = performance.now();
    isUp.resolve();
  }
  function down(): void {
    if (upSince === null) return;
    uptime += performance.now() - upSince;
    upSince = null;
    isUp = Promise.withResolvers<void>();
  }
  function current(): ServerProcess {
    if (!running) throw new Error("no server was started");
    return running;
  }

  await (await begin(null)).listening();
  return {
    current,
    async restart(arm = null) {
      await current().ended;
      await (await begin(arm)).listening();
    },
    async beginNext() {
      await current().ended;
      await begin(null);
    },
    kill: () => current().kill(),
    async record(listener) {
      hears = listener;
      await current().record(listener);
    },
    uptimeMs: () => uptime + (upSince === null ? 0 : performance.now() - upSince),
    up: () => isUp.promise,
    async stop() {
      await current().kill();
      await (await next).kill();
    },
  };
}
