import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbedded } from "@tillbook/db/embedded";
import { FAILED, PASSED, type Say, type Tally } from "./check.ts";
import { command } from "./command.ts";

/** The committed migrations, applied in order to an empty database, make exactly what the models describe. */
export async function migrationsMatchModels(say: Say): Promise<Tally> {
  const dir = mkdtempSync(path.join(tmpdir(), "tillbook-migrations-"));
  const server = await startEmbedded({ dir, ephemeral: true });
  try {
    const diff = ["migrate", "diff", "--from-migrations", "prisma/migrations", "--to-schema", "prisma", "--exit-code"];
    const { code, output } = await command("prisma", diff, { env: { DATABASE_URL: server.url } });
    // A broken engine can end with 0 and say nothing, so the words count too.
    if (code === 0 && output.includes("No difference detected")) return PASSED;
    say(`${output.trim()}\n`);
    return FAILED;
  } finally {
    await server.stop();
  }
}
