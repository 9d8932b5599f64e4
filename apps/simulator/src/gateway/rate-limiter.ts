const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const PER_SECOND = 100;
const PER_MINUTE = 400;

/**
 * QFPay's limit of 100 requests a second and 400 a minute per merchant. Whether its windows slide is not documented;
 * these do, on the simulated clock. A refused request does not count. docs/qfpay.md#rate-limit
 */
export class RateLimiter {
  readonly #times = new Map<string, number[]>();

  /** Counts one request of `merchant` at `now`; false when it is one too many. */
  admits(merchant: string, now: Date): boolean {
    const at = now.getTime();
    // A clock set back leaves times in the future behind: they are forgotten as well.
    const times = (this.#times.get(merchant) ?? []).filter((time) => time > at - MINUTE_MS && time <= at);
    const inLastSecond = times.filter((time) => time > at - SECOND_MS).length;
    const isAdmitted = times.length < PER_MINUTE && inLastSecond < PER_SECOND;
    if (isAdmitted) times.push(at);
    this.#times.set(merchant, times);
    return isAdmitted;
  }
}
