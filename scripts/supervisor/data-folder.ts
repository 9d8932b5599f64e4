import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { BadSettings } from "./settings.ts";

/** Where everything that outlives a start is kept. Only we may list it. */
export type DataFolder = {
  readonly postgres: string;
  readonly logs: string;
  readonly book: string;
  /** Our last run was killed: what it started may need a moment to notice. */
  readonly wasKilled: boolean;
  /** The text that sessions are signed with: made at the first start, then the same for ever. */
  secret(): string;
  /** The key that a demo start prints: made at the first one, then the same for ever, and of this installation alone. */
  demoApiKey(): string;
  /** Lets the next start know that we ended properly. */
  release(): void;
};

/** Makes the folder where needed and takes it for this process alone. Throws `BadSettings` if another one has it. */
export function takeDataFolder(dir: string): DataFolder {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o711 }); // the embedded database may run as another user, and must get through
    for (const name of ["logs", "simulator"]) mkdirSync(path.join(dir, name), { recursive: true, mode: 0o700 });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new BadSettings(`DATA_DIR: cannot write to ${dir} (${cause}). Name a folder that Tillbook may write to.`, { cause: error });
  }
  const lock = path.join(dir, "tillbook.pid");
  const wasKilled = takeLock(lock, dir);
  return {
    postgres: path.join(dir, "postgres"),
    logs: path.join(dir, "logs"),
    book: path.join(dir, "simulator/book.jsonl"),
    wasKilled,
    secret: () => keptIn(path.join(dir, "secret"), ""),
    demoApiKey: () => keptIn(path.join(dir, "demo-api-key"), "tb_test_"),
    release: () => rmSync(lock, { force: true }),
  };
}

/** @returns whether a killed process had left its lock there */
function takeLock(lock: string, dir: string): boolean {
  const previous = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : undefined;
  if (previous !== undefined && isSupervisor(previous))
    throw new BadSettings(
      `DATA_DIR: process ${previous} runs Tillbook from ${dir} already. Stop it first, or name another DATA_DIR and PORT.`,
    );
  rmSync(lock, { force: true });
  writeFileSync(lock, `${process.pid}\n`, { flag: "wx" }); // of two starts at the same moment one fails here
  return previous !== undefined;
}

// A number alone proves nothing: after a restart of the machine it may be anybody's.
function isSupervisor(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("supervisor/main.ts");
  } catch {
    return false;
  }
}

/** The text in a file; when there is none yet, `prefix` and 256 random bits. */
function keptIn(file: string, prefix: string): string {
  if (!existsSync(file)) writeFileSync(file, prefix + randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  return readFileSync(file, "utf8").trim();
}
