// When a program of ours should end. Plain JavaScript for Node 20, which may be all there is before the first install.
import { readFileSync } from "node:fs";

/**
 * A signal that aborts when somebody asks this program to end, or when the npm that started it is gone: npm dies of SIGTERM
 * without telling what it started.
 * @returns {AbortSignal}
 */
export function endOfLife() {
  const end = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end.abort(signal));
  if (process.env.npm_lifecycle_event) watchAncestors(() => end.abort("npm is gone"));
  return end.signal;
}

/** @param {() => void} onGone */
function watchAncestors(onGone) {
  const parent = process.ppid;
  const grandparent = isShell(parent) ? statOf(parent)?.parent : undefined;
  const timer = setInterval(() => {
    const orphaned = process.ppid !== parent || (grandparent !== undefined && statOf(parent)?.parent !== grandparent);
    if (!orphaned) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
}

/** @param {number} pid */
function isShell(pid) {
  return /^(sh|dash|bash)$/.test(statOf(pid)?.name ?? "");
}

/**
 * Name and parent of a process, on Linux only: elsewhere npm's shell gives way to our program, so that npm is the parent itself.
 * @param {number} pid
 * @returns {{ name: string, parent: number } | undefined}
 */
function statOf(pid) {
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return name === undefined ? undefined : { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}
