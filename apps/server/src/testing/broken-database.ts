import pg from "pg";

/** Makes a database read-only, as a replica is after a failover, or writable again. Connections of before are cut. */
export async function setReadOnly(databaseUrl: string, isReadOnly: boolean): Promise<void> {
  await alter(databaseUrl, `SET default_transaction_read_only = ${isReadOnly ? "on" : "off"}`);
}

/** A connection that calls itself so is not cut. */
export const BYSTANDER = "bystander";

/** Lets nobody in any more, or everybody again. Connections of before are cut. */
export async function setReachable(databaseUrl: string, isReachable: boolean): Promise<void> {
  await alter(databaseUrl, `ALLOW_CONNECTIONS ${isReachable}`);
}

async function alter(databaseUrl: string, change: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  const client = new pg.Client(databaseUrl.replace(/[^/]*$/, "postgres"));
  await client.connect();
  try {
    await client.query(`ALTER DATABASE "${name}" ${change}`);
    await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name <> $2", [
      name,
      BYSTANDER,
    ]);
  } finally {
    await client.end();
  }
}
