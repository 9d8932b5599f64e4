// `npm start` and `npm run dev`: installs, prepares, then hands over to the supervisor on our own Node.
// Plain JavaScript for Node 20, which may be all there is before the first install.
import { existsSync } from "node:fs";
import path from "node:path";
import { installIfNeeded, root, turbo } from "./install.mjs";
import { endOfLife } from "./lifetime.mjs";
import { runOnOwnNode } from "./own-node.mjs";

const flags = process.argv.slice(2);
const isDev = flags.includes("--dev");
const envFile = path.join(root, ".env");
const withEnvFile = existsSync(envFile) && !flags.includes("--no-env-file");

const ending = endOfLife();
try {
  await installIfNeeded(ending);

  const supervisor = path.join(root, "scripts/supervisor/main.ts");
  const args = [...(withEnvFile ? [`--env-file=${envFile}`] : []), supervisor, ...(isDev ? ["--dev"] : [])];
  process.exit(await runOnOwnNode(args, ending));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
