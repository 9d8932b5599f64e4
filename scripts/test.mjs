// `npm test`: installs, then runs every check on our own Node. Plain JavaScript for Node 20.
import path from "node:path";
import { installIfNeeded, root, turbo } from "./install.mjs";
import { endOfLife } from "./lifetime.mjs";
import { runOnOwnNode } from "./own-node.mjs";

const ending = endOfLife();
try {
  await installIfNeeded(ending);
  await turbo(["generate"], ending);
  process.exit(await runOnOwnNode([path.join(root, "scripts/checks/main.ts"), ...process.argv.slice(2)], ending));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log("0 passed, 1 failed"); // nothing could be tried, which is a failure
  process.exit(1);
}
