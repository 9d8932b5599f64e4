import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const OLDEST = 15;
const NEWEST = 18;
const NOT_YET = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "57P03"]);

/** What keeps a given server from being our database: a sentence for the person who starts us. Never holds a password. */
export class UnusableDatabase extends Error {}

/**
 * Waits until a server named by `DATABASE_URL` answers, and makes sure that it is one we know.
 * Throws `UnusableDatabase` when it does not answer in time, refuses us, or is not PostgreSQL 15–18.
 */
export async function awaitExternal(url: string, options: { patienceSeconds: number; signal?: AbortSignal }): Promise<void> {
  const deadline = performance.now() + options.patienceSeconds * 1_000;
  for (;;) {
    try {
      return checkVersion(await versionOf(url), placeOf(url));
    } catch (error) {
      if (error instanceof UnusableDatabase) throw error;
      const code = codeOf(error);
      if (!NOT_YET.has(code) || performance.now() > deadline || options.signal?.aborted) throw refusal(code, error, url);
      await sleep(300);
    }
  }
}

/** The server and database that a connection string names, without user and password. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || "localhost"}:${port || "5432"}${pathname}`;
}

async function versionOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined); // the pending query rejects with the same news
  try {
    await client.connect();
    const { rows } = await client.query<{ major: number }>("SELECT current_setting('server_version_num')::int / 10000 AS major");
    return rows[0]?.major ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function checkVersion(major: number, place: string): void {
  if (major >= OLDEST && major <= NEWEST) return;
  throw new UnusableDatabase(
    `DATABASE_URL: the server at ${place} is PostgreSQL ${major}, but Tillbook works on ${OLDEST} to ${NEWEST}. Use such a server, or unset DATABASE_URL for the embedded one.`,
  );
}

function refusal(code: string, error: unknown, url: string): UnusableDatabase {
  const place = placeOf(url);
  const cause = error instanceof Error ? error.message || code : String(error);
  switch (code) {
    case "3D000":
      return new UnusableDatabase(`DATABASE_URL: there is no such database at ${place}. Create it, or correct the name.`);
    case "28P01":
    case "28000":
      return new UnusableDatabase(`DATABASE_URL: ${place} refuses this user or password. Correct them.`);
    default:
      return new UnusableDatabase(
        `DATABASE_URL: cannot reach a PostgreSQL server at ${place} (${cause}). Start it or correct the address, or unset DATABASE_URL for the embedded database.`,
      );
  }
}

// Node answers an AggregateError when a name has several addresses: its parts say why.
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return error instanceof Error && /timeout/i.test(error.message) ? "ETIMEDOUT" : "";
}
