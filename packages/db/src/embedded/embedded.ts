// A real PostgreSQL from npm, for machines without one. docs/decisions/0001-embedded-postgresql-by-default.md
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ensureDataFolder } from "./data-folder.ts";
import { freePort } from "./free-port.ts";
import { type Privileges, postgresPrivileges } from "./privileges.ts";
import { postgresPrograms } from "./programs.ts";
import { stopStaleServer } from "./stale-server.ts";

/** A database server of our own, reachable on 127.0.0.1 only. */
export type EmbeddedServer = {
  /** Connection string of the wanted database. */
  readonly url: string;
  readonly port: number;
  /** Settles when the server has ended, with its last log lines. */
  readonly ended: Promise<string>;
  /** Ends it: open transactions are rolled back, what was committed is kept. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** PostgreSQL's data folder; made when missing. */
  dir: string;
  /** Default: any free one. */
  port?: number;
  /** Made when missing. Default `tillbook`. */
  database?: string;
  /** For tests: trades durability for speed, ends with Ctrl-C, deletes its folder at the end. */
  ephemeral?: boolean;
  onLog?: (text: string) => void;
};

const FORGETFUL = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"] as const;
const START_SECONDS = 30;

/** Brings up PostgreSQL in a folder and waits until it answers. Stops a server that a killed process left there. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const programs = await postgresPrograms();
  const dir = path.resolve(options.dir);
  const privileges = postgresPrivileges();
  await ensureDataFolder(dir, programs, privileges, !options.ephemeral);
  await stopStaleServer(dir);
  const port = options.port ?? (await freePort());
  const server = launch(programs.postgres, { ...options, dir, port }, privileges);
  try {
    await createDatabase(port, options.database ?? "tillbook", server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: urlOf(port, options.database ?? "tillbook"),
    port,
    ended: server.ended,
    async stop() {
      await server.stop();
      if (options.ephemeral) rmSync(dir, { recursive: true, force: true });
    },
  };
}

type Launched = { readonly child: ChildProcess; readonly ended: Promise<string>; stop(): Promise<void> };

function launch(postgres: string, options: EmbeddedOptions & { port: number }, privileges: Privileges): Launched {
  const settings = [
    "-D",
    options.dir,
    "-p",
    String(options.port),
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "unix_socket_directories=",
    "-c",
    "timezone=UTC",
  ];
  const [command = "", ...args] = [...privileges.prefix, postgres, ...settings, ...(options.ephemeral ? FORGETFUL : [])];
  // Detached, or Ctrl-C would end it before the processes that still write to it.
  const child = spawn(command, args, { ...privileges.owner, stdio: ["ignore", "ignore", "pipe"], detached: !options.ephemeral });
  let log = "";
  child.stderr.on("data", (bytes: Buffer) => {
    log = `${log}${bytes.toString()}`.slice(-4_000);
    options.onLog?.(bytes.toString());
  });
  const ended = new Promise<string>((resolve) => {
    child.once("exit", () => resolve(log));
    child.once("error", (error) => resolve(error.message));
  });
  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT"); // PostgreSQL's fast shutdown
    await ended;
  }
  return { child, ended, stop };
}

async function createDatabase(port: number, name: string, server: Launched): Promise<void> {
  let gone: string | undefined;
  void server.ended.then((log) => {
    gone = log;
  });
  const deadline = performance.now() + START_SECONDS * 1_000;
  for (;;) {
    if (gone !== undefined) throw new Error(`The embedded database did not start: ${gone.trim()}`);
    try {
      return await inMaintenance(port, async (client) => {
        const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
        if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      });
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(30);
    }
  }
}

async function inMaintenance(port: number, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(urlOf(port, "postgres"));
  client.on("error", () => undefined); // a server that goes away again is noticed by its exit
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(port: number, database: string): string {
  return `postgresql://postgres@127.0.0.1:${port}/${database}`;
}
