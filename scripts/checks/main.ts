// Every check of the project, in order; all of them run, whatever fails. `npm test` ends up here.
// With words as arguments only the checks whose title holds one of them run: `npm test -- lint types`.
import { type Check, FAILED, sum, type Tally } from "./check.ts";
import { passes } from "./command.ts";
import { stories, unitTests } from "./counted.ts";
import { migrationsMatchModels } from "./migrations.ts";

const checks: readonly Check[] = [
  { title: "format", run: () => passes("biome", ["ci", "--colors=off", "."]) },
  { title: "lint", run: () => passes("oxlint", ["--type-aware", "--deny-warnings"]) },
  { title: "types", run: () => passes("turbo", ["run", "typecheck", "typecheck:scripts", "--continue", "--output-logs=errors-only"]) },
  { title: "migrations match the models", run: migrationsMatchModels },
  { title: "unit and integration", run: () => unitTests([]) },
  { title: "staff screens build", run: () => passes("turbo", ["run", "build", "--output-logs=errors-only"]) },
  { title: "e2e", run: () => stories([]) },
];

async function tried(check: Check): Promise<Tally> {
  const start = performance.now();
  console.log(`\n── ${check.title}`);
  const tally = await check.run().catch((error: unknown) => {
    console.log(error);
    return FAILED;
  });
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  console.log(`   ${tally.failed === 0 ? "ok" : "FAILED"}: ${tally.passed} passed, ${tally.failed} failed in ${seconds} s`);
  return tally;
}

const words = process.argv.slice(2);
const wanted = checks.filter(({ title }) => words.length === 0 || words.some((word) => title.includes(word)));
const tallies: Tally[] = [];
for (const check of wanted) tallies.push(await tried(check));
const total = tallies.length === 0 ? FAILED : sum(tallies);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
