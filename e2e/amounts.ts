/**
 * An amount that nobody else asks for, such as "4711.83": stories run side by side on one shop, and each finds its own order by its
 * amount. Below the sum from which a second person approves refunds, unless told otherwise.
 */
export function uniqueAmount({ from = 10, to = 900 } = {}): string {
  const whole = from + Math.floor(Math.random() * (to - from));
  return `${whole}.${String(Math.floor(Math.random() * 90) + 10)}`;
}
