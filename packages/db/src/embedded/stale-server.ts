import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * A killed app leaves its server behind, holding the data folder: asks that one to end, first with a fast shutdown, after
 * ten seconds with an immediate one. A process that merely has its number is left alone.
 */
export async function stopStaleServer(dataFolder: string): Promise<void> {
  const lock = path.join(dataFolder, "postmaster.pid");
  if (!existsSync(lock)) return;
  const [pid, folder] = readFileSync(lock, "utf8").split("\n");
  if (path.resolve(folder ?? "") !== dataFolder || !isPostgres(Number(pid))) return; // PostgreSQL clears a dead one's file itself
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    process.kill(Number(pid), signal);
    for (let waited = 0; waited < 10_000 && existsSync(lock); waited += 50) await sleep(50);
    if (!existsSync(lock)) return;
  }
}

function isPostgres(pid: number): boolean {
  const [program] = commandOf(pid).split("\0");
  return path.basename(program ?? "").startsWith("postgres");
}

function commandOf(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return ""; // no such process
  }
}
