import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { giveTo, type Privileges } from "./privileges.ts";
import type { Programs } from "./programs.ts";

const CLUSTER = [
  "-U",
  "postgres",
  "-A",
  "trust",
  "-E",
  "UTF8",
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
] as const;

/**
 * Makes a PostgreSQL data folder unless there is one. It is made beside its place and moved there when complete, so that a
 * start which was killed half-way leaves nothing to stumble over. Nobody but its owner may enter it.
 */
export async function ensureDataFolder(folder: string, programs: Programs, privileges: Privileges, durable: boolean): Promise<void> {
  if (existsSync(path.join(folder, "PG_VERSION"))) return;
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  giveTo(privileges, unfinished);
  const [command = "", ...args] = [...privileges.prefix, programs.initdb, "-D", unfinished, ...CLUSTER, ...(durable ? [] : ["--no-sync"])];
  try {
    await promisify(execFile)(command, args, privileges.owner);
  } catch (error) {
    const advice = "Start as an ordinary user, or set DATABASE_URL to a PostgreSQL 15–18 server.";
    throw new Error(`The embedded database could not be made in ${folder}: ${reason(error)} ${advice}`, { cause: error });
  }
  renameSync(unfinished, folder);
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = "stderr" in error && typeof error.stderr === "string" ? error.stderr.trim() : "";
  return said || `${error.message}.`;
}
