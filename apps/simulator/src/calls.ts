/** One call of QFPay's API as it came in and as it was answered. */
export type CallSeen = {
  readonly at: Date;
  readonly operation: string;
  readonly outTradeNo: string;
  readonly syssn: string;
  /** The code that was given; undefined where the answer had none, or there was no answer. */
  readonly respcd: string | undefined;
  /** Undefined where there was no answer. */
  readonly httpStatus: number | undefined;
  readonly faults: readonly string[];
};

const KEPT = 10_000;

/** The latest calls, in memory: for tests that ask what was sent, and how often. */
export class CallLog {
  readonly #calls: CallSeen[] = [];

  add(call: CallSeen): void {
    this.#calls.push(call);
    if (this.#calls.length > 2 * KEPT) this.#calls.splice(0, this.#calls.length - KEPT);
  }

  /** Oldest first. */
  latest(): readonly CallSeen[] {
    return this.#calls.slice(-KEPT);
  }
}
