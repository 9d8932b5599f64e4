/** Two ways of doing the same, timed in pairs. */
export type Comparison = { readonly pairs: number; readonly t: number; readonly medianNs: readonly [number, number] };

/** Welch's bound of the usual leakage test: beyond it two kinds of input can be told apart by their time. */
export const TELLING_T = 4.5;

const WARM_UP = 2_000;
/** Pairs with a time beyond this quantile were interrupted by something else: collection of garbage, another process. */
const CROP_AT = 0.9;

/**
 * Times `left` and `right` alternately, in an order that `random` (0 to 1) draws for each pair, and says how sure the difference of
 * their times is: `t` is the mean of the paired differences over its standard error. Negative when the left is faster.
 */
export function compareTimings(
  left: (i: number) => unknown,
  right: (i: number) => unknown,
  { pairs, random }: { pairs: number; random: () => number },
): Comparison {
  const lefts = new Float64Array(pairs);
  const rights = new Float64Array(pairs);
  for (let i = -WARM_UP; i < pairs; i += 1) {
    const isLeftFirst = random() < 0.5;
    const first = timeOf(isLeftFirst ? left : right, Math.abs(i));
    const second = timeOf(isLeftFirst ? right : left, Math.abs(i));
    if (i < 0) continue;
    lefts[i] = isLeftFirst ? first : second;
    rights[i] = isLeftFirst ? second : first;
  }
  const limit = Math.max(quantile(lefts, CROP_AT), quantile(rights, CROP_AT));
  const kept = Array.from(lefts, (ns, i) => ({ ns, other: rights[i] ?? 0 })).filter(({ ns, other }) => ns <= limit && other <= limit);
  const t = studentT(kept.map(({ ns, other }) => ns - other));
  return { pairs: kept.length, t, medianNs: [quantile(lefts, 0.5), quantile(rights, 0.5)] };
}

function timeOf(work: (i: number) => unknown, i: number): number {
  const start = process.hrtime.bigint();
  work(i);
  return Number(process.hrtime.bigint() - start);
}

function quantile(values: Float64Array, q: number): number {
  return values.toSorted()[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;
}

/** Student's t of differences against zero; endless when they are all alike and not zero. */
export function studentT(differences: readonly number[]): number {
  const count = differences.length;
  const mean = differences.reduce((sum, each) => sum + each, 0) / count;
  const variance = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (count - 1);
  const error = Math.sqrt(variance / count);
  return mean === 0 ? 0 : mean / error;
}
