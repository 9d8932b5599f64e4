const LOOK_EVERY_MS = 1_000;

/** Calls `stop` once the process that started us is gone, so that a killed supervisor leaves nobody behind. */
export function stopWithParent(pid: number | undefined, stop: () => void): void {
  if (pid === undefined) return;
  const timer = setInterval(() => {
    if (isAlive(pid)) return;
    clearInterval(timer);
    stop();
  }, LOOK_EVERY_MS);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
