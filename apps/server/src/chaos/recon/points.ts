import pg from "pg";

/**
 * Points of a transaction at which something may break, set in the database itself: behind each statement that writes rows (all of them
 * written, none committed), and in the middle of the commit. So they hold however the program talks to its database.
 */
export type Points = {
  /** The points that work meets, in alphabetical order. */
  met(work: () => Promise<unknown>): Promise<string[]>;
  /** At this point the disk is full until `disarm`. */
  fillDisk(point: string): Promise<void>;
  /** At this point the transaction stands still until `release`. */
  hold(point: string): Promise<void>;
  /** Settles when a transaction stands there, answers false when none came within so many milliseconds. */
  isHeld(withinMs: number): Promise<boolean>;
  /** Ends the connection of the transaction that stands there, as if its program or its line had died. */
  cut(): Promise<void>;
  release(): Promise<void>;
  /** Settles when no transaction is under way any more: a dead program's may still be. */
  quiet(): Promise<void>;
  disarm(): Promise<void>;
  stop(): Promise<void>;
};

const KEY = 20_260_310;
const HELD = `SELECT "pid" FROM pg_locks WHERE "locktype" = 'advisory' AND "objid" = ${KEY} AND NOT "granted"`;

const BUSY = `SELECT 1 FROM pg_stat_activity WHERE "backend_type" = 'client backend' AND "pid" <> pg_backend_pid() AND "datname" = current_database()
  AND "state" <> 'idle'`;
const QUIET_WITHIN_MS = 60_000;

/** Sets the points on all tables that hold statements, runs and what is noted of them. Needs the rights of the tables' owner. */
export async function setPoints(databaseUrl: string): Promise<Points> {
  const client = await connected(databaseUrl);
  await client.query(INSTALL);
  const armed = (point: string, how: string) =>
    client.query(`INSERT INTO chaos_arm VALUES ($1, $2) ON CONFLICT ("point") DO UPDATE SET "how" = excluded."how"`, [point, how]);
  const disarm = async (): Promise<void> => void (await client.query("DELETE FROM chaos_arm"));
  return {
    async met(work) {
      await client.query("DELETE FROM chaos_met");
      await armed("any", "record");
      await work();
      await disarm();
      const { rows } = await client.query<{ point: string }>(`SELECT DISTINCT "point" FROM chaos_met ORDER BY 1`);
      return rows.map(({ point }) => point);
    },
    fillDisk: async (point) => void (await armed(point, "disk full")),
    async hold(point) {
      await client.query(`SELECT pg_advisory_lock(${KEY})`);
      await armed(point, "hold");
    },
    async isHeld(withinMs) {
      for (const since = performance.now(); performance.now() - since < withinMs; ) {
        if ((await client.query(HELD)).rows.length > 0) return true;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return false;
    },
    cut: async () => void (await client.query(`SELECT pg_terminate_backend("pid") FROM (${HELD}) AS held`)),
    release: async () => void (await client.query(`SELECT pg_advisory_unlock_all()`)),
    async quiet() {
      for (const since = performance.now(); performance.now() - since < QUIET_WITHIN_MS; ) {
        if ((await client.query(BUSY)).rows.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error("a transaction does not end");
    },
    disarm,
    stop: () => client.end(),
  };
}

async function connected(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client(databaseUrl);
  client.on("error", () => undefined); // the database is killed on purpose
  await client.connect();
  return client;
}

const INSTALL = `
  CREATE TABLE IF NOT EXISTS chaos_arm ("point" text PRIMARY KEY, "how" text NOT NULL);
  CREATE TABLE IF NOT EXISTS chaos_met ("point" text NOT NULL);
  CREATE OR REPLACE FUNCTION chaos_point() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      here text := CASE WHEN TG_LEVEL = 'ROW' THEN 'commit of ' ELSE lower(TG_OP) || ' ' END || TG_TABLE_NAME;
      what text;
    BEGIN
      SELECT a."how" INTO what FROM chaos_arm a WHERE a."point" IN (here, 'any');
      IF what = 'record' THEN INSERT INTO chaos_met VALUES (here); END IF;
      IF what = 'disk full' THEN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END IF;
      IF what = 'hold' THEN PERFORM pg_advisory_xact_lock_shared(${KEY}); END IF;
      RETURN NULL;
    END $$;
  DO $$
    DECLARE t record;
    BEGIN
      FOR t IN SELECT c.oid::regclass AS name, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relname ~ '^(Statement|Bank|Reconciliation|Run|AuditEntry)' AND NOT EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'chaos_point')
      LOOP
        EXECUTE format('CREATE TRIGGER chaos_point AFTER INSERT OR UPDATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION chaos_point()', t.name);
        IF t.relname IN ('StatementFile', 'ReconciliationRun') THEN
          EXECUTE format('CREATE CONSTRAINT TRIGGER chaos_commit AFTER INSERT ON %s DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chaos_point()', t.name);
        END IF;
      END LOOP;
    END $$`;
