import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { connect, type Database } from "../client/index.ts";

/** A database of this test file's own, cloned from the migrated template. Call at the top of a describe or of the file. */
export function useTestDatabase(): { readonly db: Database; readonly url: string } {
  const server = inject("databaseServerUrl");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const url = server.replace(/\/[^/]*$/, `/${name}`);
  let db: Database | undefined;
  let isOver = false;
  beforeAll(async () => {
    await onServer(server, `CREATE DATABASE "${name}" TEMPLATE "template"`);
    db = connect(url, { maxConnections: 8, onError: (error) => isOver || isCut(error) || console.error(error) });
  });
  afterAll(async () => {
    isOver = true; // connections on their way out are cut by FORCE
    await db?.close();
    await onServer(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  });
  return {
    url,
    get db() {
      if (!db) throw new Error("the test database is ready once the tests run");
      return db;
    },
  };
}

/** Cut from the other side: whoever does so in a test means it. */
function isCut(error: Error): boolean {
  return error instanceof pg.DatabaseError && error.code === "57P01";
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server.replace(/\/[^/]*$/, "/postgres"));
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(1)"); // CREATE DATABASE wants its template unused
    await client.query(statement);
  } finally {
    await client.end();
  }
}

declare module "vitest" {
  interface ProvidedContext {
    databaseServerUrl: string;
  }
}
