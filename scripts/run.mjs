// Runs one of our programs by itself, installing first where needed: `node scripts/run.mjs FILE [ARG …]`.
import { installIfNeeded, turbo } from "./install.mjs";
import { endOfLife } from "./lifetime.mjs";
import { runOnOwnNode } from "./own-node.mjs";

const ending = endOfLife();
try {
  await installIfNeeded(ending);
  await turbo(["generate"], ending);
  process.exit(await runOnOwnNode(process.argv.slice(2), ending));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
