/** 8 MiB, however large the file: with five million numbers one in a few hundred is taken for one that came before. */
const BITS = 2 ** 26;
const PROBES = 4;
/** A file with more says so little by them that it goes without. */
const MOST = 20_000;

/** A text of its own. As it was read a number is a view of the piece of the file around it, all of which would be held with it. */
function copyOf(number: string): string {
  return Buffer.from(number).toString();
}

/** Tells which numbers may stand on more than one row of a file: all that do, and by chance a few that do not. */
export function repeatedNumbers() {
  const bits = new Uint32Array(BITS / 32);
  const repeated = new Set<string>();
  return {
    /** Runs once a row, so it is plain. */
    add(number: string): void {
      let place = 0x811c9dc5;
      let step = number.length;
      for (let at = 0; at < number.length; at += 1) {
        const code = number.charCodeAt(at);
        place = Math.imul(place ^ code, 0x01000193);
        step = Math.imul(step + code, 0x85ebca6b) ^ (step >>> 13);
      }
      place = Math.imul(place ^ (place >>> 15), 0xc2b2ae35);
      place ^= place >>> 13;
      step = Math.imul(step ^ (step >>> 16), 0x27d4eb2f) | 1;
      let isKnown = true;
      for (let probe = 0; probe < PROBES; probe += 1) {
        const bit = place & (BITS - 1);
        const word = bits[bit >>> 5] ?? 0;
        const mask = 1 << (bit & 31);
        if ((word & mask) === 0) {
          isKnown = false;
          bits[bit >>> 5] = word | mask;
        }
        place = (place + step) | 0;
      }
      if (isKnown && repeated.size <= MOST) repeated.add(copyOf(number));
    },
    /** In sorted order; null where there are too many to tell. */
    found: (): readonly string[] | null => (repeated.size <= MOST ? [...repeated].toSorted() : null),
  };
}
