/** Repeatable chance: the same seed rolls the same day. */
export type Dice = {
  /** In [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  /** Whole number in [from, to]. */
  between(from: number, to: number): number;
};

/** Marsaglia's xorshift with 32 bits, which is chance enough for a rehearsal. */
export function createDice(seed: number): Dice {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  return { next, chance: (probability) => next() < probability, between: (from, to) => from + Math.floor(next() * (to - from + 1)) };
}
