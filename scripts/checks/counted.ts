import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { judged, type Say, type Tally } from "./check.ts";
import { command, type Run } from "./command.ts";

const count = z.number().int().nonnegative();

const vitestReport = z.object({
  numPassedTests: count,
  numFailedTests: count,
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({ stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }) });

/** Unit and integration tests, on a PostgreSQL of their own. */
export function unitTests(say: Say): Promise<Tally> {
  return counted(
    "vitest",
    (report) => ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`],
    () => ({ live: say }),
    (text) => {
      const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(JSON.parse(text));
      const unreadable = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
      return { passed: numPassedTests, failed: numFailedTests + unreadable.length };
    },
  );
}

/** Stories in a real browser, on a product that they start themselves. */
export function stories(say: Say): Promise<Tally> {
  return counted(
    "playwright",
    () => ["test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"],
    (report) => ({ live: say, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, NO_COLOR: undefined, FORCE_COLOR: "0" } }), // its workers warn of the first
    (text) => {
      const { expected, unexpected, flaky, skipped } = playwrightReport.parse(JSON.parse(text)).stats;
      return { passed: expected, failed: unexpected + flaky + skipped }; // a test that passes sometimes, or never ran, proves nothing
    },
  );
}

async function counted(
  tool: string,
  args: (report: string) => readonly string[],
  run: (report: string) => Run,
  read: (text: string) => Tally,
): Promise<Tally> {
  const folder = mkdtempSync(path.join(tmpdir(), "tillbook-report-"));
  const report = path.join(folder, "report.json");
  try {
    const { code } = await command(tool, args(report), run(report));
    return judged(existsSync(report) ? read(readFileSync(report, "utf8")) : { passed: 0, failed: 0 }, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
