/** The middle value; of an even number of values the mean of the two in the middle. Refuses none at all. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value below which `percent` of them lie, with the straight line between neighbours. Refuses none at all. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = ((sorted.length - 1) * percent) / 100;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) throw new Error("there is nothing measured");
  return low + (high - low) * (place - Math.floor(place));
}

/** Three figures that count, for reading and for JSON. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
