// Loaded first (`--import`) into programs that must not outlive the one that started them: when that one is gone, however it
// went, its end of our stdin closes. We then stop as if asked to, and after some seconds without asking.
import { isMainThread } from "node:worker_threads";

const HARD_AFTER_MS = 8_000;

if (isMainThread) {
  process.stdin.on("error", stop).on("end", stop).resume();
  if ("unref" in process.stdin) process.stdin.unref(); // waiting for this must not keep a finished program alive
}

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  if (process.env.WATCH_REPORT_DEPENDENCIES) process.kill(process.ppid, "SIGTERM"); // `node --watch`, which would start us again
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), HARD_AFTER_MS).unref();
}
