const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/** Waits for news that travel by themselves, a minute at most; answers what was seen last. */
export async function eventually<T>(look: () => Promise<T> | T, isRight: (seen: T) => boolean): Promise<T> {
  for (const since = performance.now(); ; ) {
    const seen = await look();
    if (isRight(seen) || performance.now() - since > PATIENCE_MS) return seen;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
