// Every check of the project; all of them run, whatever fails. `npm test` ends up here.
// With words as arguments only the checks whose title holds one of them run: `npm test -- lint types`.
import { inspect } from "node:util";
import { type Check, FAILED, type Say, sum, type Tally } from "./check.ts";
import { passes } from "./command.ts";
import { stories, unitTests } from "./counted.ts";
import { migrationsMatchModels } from "./migrations.ts";
import { heldBack } from "./say.ts";

/**
 * Two lanes beside each other, each in its order: much of their time the tests wait for a database, and the stories for a page. Both
 * lanes take about as long, so neither runs alone for long on two cores.
 */
const lanes: readonly (readonly Check[])[] = [
  [
    { title: "format", run: (say) => passes(say, "biome", ["ci", "--colors=off", "."]) },
    { title: "migrations match the models", run: migrationsMatchModels },
    { title: "unit and integration", run: unitTests },
  ],
  [
    { title: "staff screens build", run: (say) => passes(say, "turbo", ["run", "build", "--output-logs=errors-only"]) },
    { title: "e2e", run: stories },
    { title: "lint", run: (say) => passes(say, "oxlint", ["--type-aware", "--deny-warnings"]) },
    {
      title: "types",
      run: (say) =>
        passes(say, "turbo", ["run", "typecheck", "typecheck:node", "typecheck:scripts", "--continue", "--output-logs=errors-only"]),
    },
  ],
];

const words = process.argv.slice(2);
const isWanted = ({ title }: Check): boolean => words.length === 0 || words.some((word) => title.includes(word));

async function tried(check: Check, say: Say): Promise<Tally> {
  const start = performance.now();
  say(`\n── ${check.title}\n`);
  const tally = await check.run(say).catch((error: unknown) => {
    say(`${inspect(error)}\n`);
    return FAILED;
  });
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  say(`   ${tally.failed === 0 ? "ok" : "FAILED"}: ${tally.passed} passed, ${tally.failed} failed in ${seconds} s\n`);
  return tally;
}

async function inOrder(checks: readonly Check[], say: Say): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const check of checks.filter(isWanted)) tallies.push(await tried(check, say));
  return tallies;
}

const says = heldBack(lanes.length, (text) => process.stdout.write(text));
const tallies = (
  await Promise.all(
    lanes.map(async (checks, lane) => {
      const counted = await inOrder(checks, says.of(lane));
      says.end(lane);
      return counted;
    }),
  )
).flat();
const total = tallies.length === 0 ? FAILED : sum(tallies);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
