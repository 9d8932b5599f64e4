import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../embedded/index.ts";

const root = path.join(import.meta.dirname, "../../../..");

/** One PostgreSQL for the whole test run, migrated once into a template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbedded({ dir: mkdtempSync(path.join(tmpdir(), "tillbook-test-")), database: "template", ephemeral: true });
  await promisify(execFile)(path.join(root, "node_modules/.bin/prisma"), ["migrate", "deploy"], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: server.url, CHECKPOINT_DISABLE: "1" },
  });
  project.provide("databaseServerUrl", server.url);
  return () => server.stop();
}

declare module "vitest" {
  interface ProvidedContext {
    databaseServerUrl: string;
  }
}
