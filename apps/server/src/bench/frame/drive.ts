import { percentile, rounded } from "./figures.ts";

/** What many calls at once came to. Times in milliseconds, of each call by itself. */
export type Driven = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly calls: number };

/** Keeps `inFlight` calls under way until `calls` were made, and times each. A call that throws ends all of it. */
export async function drive(inFlight: number, calls: number, call: (nth: number) => Promise<unknown>): Promise<Driven> {
  const took: number[] = [];
  let next = 0;
  async function worker(): Promise<void> {
    while (next < calls) {
      const nth = next++;
      const start = performance.now();
      await call(nth);
      took.push(performance.now() - start);
    }
  }
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, worker));
  const seconds = (performance.now() - start) / 1_000;
  return { perSecond: rounded(calls / seconds), p50: rounded(percentile(took, 50)), p99: rounded(percentile(took, 99)), calls };
}
