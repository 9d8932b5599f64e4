import pg from "pg";
import { fail } from "./failure.mjs";
import { connectionOf } from "./options.mjs";

/** PostgreSQL's words for what went wrong, and Prisma's. */
const PRISMA_CODE = new Map([
  ["3D000", "P1003"],
  ["28P01", "P1000"],
]);
const UNREACHABLE = "P1001";

/**
 * Answers the CLI's questions about a database as a whole: is it there, make it, drop it.
 * @param {string} command
 * @param {string | undefined} url
 */
export async function runDatabaseCommand(command, url) {
  const { config } = connectionOf(url ?? "");
  const name = pg.escapeIdentifier(config.database);
  try {
    if (command === "can-connect-to-database") await on(config, "SELECT 1");
    else if (command === "create-database") await on({ ...config, database: "postgres" }, `CREATE DATABASE ${name}`);
    else if (command === "drop-database") await on({ ...config, database: "postgres" }, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    else fail(1, "P1000", `unsupported command: ${command}`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    fail(1, PRISMA_CODE.get(code) ?? UNREACHABLE, error instanceof Error ? error.message || code : String(error));
  }
}

/**
 * @param {import("pg").ClientConfig} config
 * @param {string} statement
 */
async function on(config, statement) {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
