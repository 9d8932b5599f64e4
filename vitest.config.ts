import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that start whole servers again and again take longest, however short they are. */
const LONG = /\/(?:chaos|rehearse|outside-script|apart)\//;
const BETWEEN = 8;

/** Long files early, or one worker would be busy with them alone in the end; with others between, or they would all be busy at once. */
class LongEarly extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's, which answers a new array
    const sorted = await super.sort(files);
    const long = sorted.filter(({ moduleId }) => LONG.test(moduleId));
    const others = sorted.filter(({ moduleId }) => !LONG.test(moduleId));
    return long.flatMap((each) => [each, ...others.splice(0, BETWEEN)]).concat(others);
  }
}

export default defineConfig({
  test: {
    include: ["packages/**/*.test.ts", "apps/**/*.test.ts", "apps/**/*.test.tsx", "scripts/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    // Files of one worker share what they import: importing it for each of them took longer than their tests.
    isolate: false,
    // Half of their time tests wait: for a database, a server, a clock.
    maxWorkers: 4,
    sequence: { sequencer: LongEarly },
    globalSetup: ["packages/db/src/testing/global-setup.ts"],
    // Against what never ends. What is merely slow, on a machine with much else to do, is no failure.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
