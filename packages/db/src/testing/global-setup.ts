import type { TestProject } from "vitest/node";
import { startTemporaryDatabase } from "../embedded/index.ts";
import "./test-database.ts"; // declares what is provided here

/** One PostgreSQL for the whole test run, migrated once into a template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporaryDatabase("template");
  project.provide("databaseServerUrl", server.url);
  return () => server.stop();
}
