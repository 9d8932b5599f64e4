/** Elapsed time, not the time of day: a settable or corrected clock must not stretch a window. */
export interface RateTimer {
  nowMs(): number;
  /** Runs `run` once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's own monotonic clock. */
export const machineTimer: RateTimer = {
  nowMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
