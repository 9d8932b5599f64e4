/** How simulated time is tied to real time: at `real` the simulated clock showed `simulated`, and runs `rate` times as fast. */
export type ClockAnchor = { readonly simulated: Date; readonly real: Date; readonly rate: number };

type Wake = { readonly at: Date; readonly act: () => void };

// setTimeout takes at most 2^31-1 ms; a longer wait is armed again when this one ends.
const LONGEST_TIMER_MS = 2_000_000_000;

/**
 * The simulator's time. By default it is the machine's; it can be set to any instant and run at any rate (0 is frozen).
 * Everything QFPay would stamp with a time reads it here.
 */
export class Clock {
  #anchor: ClockAnchor;
  readonly #realNow: () => Date;
  readonly #wakes = new Set<Wake>();
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  /** Starts from `anchor`, or from real time at rate 1 when there is none. */
  constructor(anchor?: ClockAnchor, realNow: () => Date = () => new Date()) {
    this.#realNow = realNow;
    this.#anchor = anchor ?? realTime(realNow());
  }

  now(): Date {
    const { simulated, real, rate } = this.#anchor;
    return new Date(simulated.getTime() + (this.#realNow().getTime() - real.getTime()) * rate);
  }

  get anchor(): ClockAnchor {
    return this.#anchor;
  }

  /** Moves the clock and/or changes its rate. What has become due is woken at once. */
  set(change: { readonly now?: Date | undefined; readonly rate?: number | undefined }): void {
    this.#anchor = { simulated: change.now ?? this.now(), real: this.#realNow(), rate: change.rate ?? this.#anchor.rate };
    this.#arm();
  }

  /** Back to the machine's own time at rate 1. */
  setToReal(): void {
    this.#anchor = realTime(this.#realNow());
    this.#arm();
  }

  /** Calls `act` once when simulated time reaches `at`, at the earliest in the next tick. Returns how to call it off. */
  wakeAt(at: Date, act: () => void): () => void {
    const wake = { at, act };
    this.#wakes.add(wake);
    this.#arm();
    return () => this.#wakes.delete(wake);
  }

  /** Drops every wake; the clock can still be read. */
  stop(): void {
    this.#isStopped = true;
    this.#wakes.clear();
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const waitMs = this.#millisecondsToNextWake();
    if (waitMs !== undefined && !this.#isStopped) this.#timer = setTimeout(() => this.#ring(), Math.min(waitMs, LONGEST_TIMER_MS));
  }

  #millisecondsToNextWake(): number | undefined {
    if (this.#wakes.size === 0) return undefined;
    const next = [...this.#wakes].reduce((soonest, wake) => Math.min(soonest, wake.at.getTime()), Number.POSITIVE_INFINITY);
    const simulatedMs = next - this.now().getTime();
    if (simulatedMs <= 0) return 0;
    return this.#anchor.rate === 0 ? undefined : Math.ceil(simulatedMs / this.#anchor.rate);
  }

  #ring(): void {
    const now = this.now().getTime();
    const due = [...this.#wakes].filter((wake) => wake.at.getTime() <= now).toSorted((a, b) => a.at.getTime() - b.at.getTime());
    for (const wake of due) this.#wakes.delete(wake);
    for (const wake of due) wake.act();
    this.#arm();
  }
}

function realTime(real: Date): ClockAnchor {
  return { simulated: real, real, rate: 1 };
}
