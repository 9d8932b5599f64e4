/** How many tests passed and failed. */
export type Tally = { readonly passed: number; readonly failed: number };

/** Shows what a check says, at once or when its turn has come. */
export type Say = (text: string) => void;

/** One step of `npm test`. */
export type Check = {
  readonly title: string;
  /** Runs it to its end, saying what went wrong. One that counts no tests of its own counts as one test. */
  run(say: Say): Promise<Tally>;
};

export const PASSED: Tally = { passed: 1, failed: 0 };
export const FAILED: Tally = { passed: 0, failed: 1 };

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
  };
}

/** What a test run counts for. One that ran nothing, or broke without naming a failed test, has failed all the same. */
export function judged(counted: Tally, exitCode: number | undefined): Tally {
  const ranNothing = counted.passed + counted.failed === 0;
  const brokeSilently = exitCode !== 0 && counted.failed === 0;
  return ranNothing || brokeSilently ? { ...counted, failed: counted.failed + 1 } : counted;
}
