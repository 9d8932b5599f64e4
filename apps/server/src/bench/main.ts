import { lists } from "./lists/lists.ts";
import { payments } from "./payments/payments.ts";
import { recon } from "./recon/recon.ts";
import { web } from "./web/web.ts";

/** What can be measured. docs/performance.md */
const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = { lists, payments, recon, web };

const [name, ...args] = process.argv.slice(2);
const bench = name === undefined ? undefined : BENCHES[name];
if (bench) {
  await bench(args).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
} else {
  console.error(`npm run bench -- ${Object.keys(BENCHES).join("|")}`);
  process.exitCode = 2;
}
