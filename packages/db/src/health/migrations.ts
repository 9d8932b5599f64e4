import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Sql } from "../client/sql.ts";

const FOLDER = path.join(import.meta.dirname, "../../../../prisma/migrations");

/** Migrations that this program comes with and the database has not. None is the good answer. */
export async function missingMigrations(sql: Sql): Promise<string[]> {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  const applied = await sql<{ name: string }>(
    `SELECT "migration_name" AS "name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`,
  );
  const names = new Set(applied.map(({ name }) => name));
  return entries.filter((entry) => entry.isDirectory() && !names.has(entry.name)).map(({ name }) => name);
}
