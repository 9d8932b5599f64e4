import { setTimeout as sleep } from "node:timers/promises";
import type { Part } from "./house.ts";

const PATIENCE_SECONDS = 60;

/** Waits until an address of a part answers 200. Rejects when the part ends, the house closes, or it takes too long. */
export async function untilHealthy(url: string, part: Part, signal: AbortSignal): Promise<void> {
  let ended: string | undefined;
  void part.ended.then((sentence) => {
    ended = sentence;
  });
  const deadline = performance.now() + PATIENCE_SECONDS * 1_000;
  for (;;) {
    if ((await fetch(url, { signal }).catch(() => undefined))?.status === 200) return;
    if (ended !== undefined) throw new Error(ended);
    if (signal.aborted) throw new Error("stopped");
    if (performance.now() > deadline)
      throw new Error(`The ${part.name} does not become healthy: ${url} did not answer 200 within ${PATIENCE_SECONDS} s.`);
    await sleep(50);
  }
}
