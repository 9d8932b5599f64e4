// Prisma's own adapter to `pg`, with three things mended that it gets wrong for migrations: it rejects the catalog type
// "char" (oid 18), splits scripts at every semicolon, and may hop between sessions.
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { connectionOf } from "./options.mjs";

const CATALOG_CHAR = 18;
const BPCHAR = 1042;

/** Opens adapters on the database of a connection string, and on shadow databases beside it. */
export class MigrationAdapterFactory extends PrismaPg {
  /** @param {string} url */
  constructor(url) {
    const { config, schema } = connectionOf(url);
    super(config, { schema });
    this.target = { config, schema };
  }

  connect() {
    return openAdapter(this.target.config, this.target.schema);
  }

  /** A new empty database, dropped when the engine is done with it. Prisma's own keeps the main one for connection strings. */
  async connectToShadowDb() {
    const name = pg.escapeIdentifier(`prisma_migrate_shadow_db_${randomUUID()}`);
    const admin = new pg.Client(this.target.config);
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    const shadow = await openAdapter({ ...this.target.config, database: name.slice(1, -1) }, this.target.schema);
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
    };
    return shadow;
  }
}

/**
 * @param {import("pg").PoolConfig} config
 * @param {string | undefined} schema
 */
async function openAdapter(config, schema) {
  const pool = new pg.Pool({ ...config, max: 1 }); // one session: the engine's lock is held by it
  const runScript = pool.query.bind(pool);
  const charColumns = readCharAsText(pool);
  const adapter = await new PrismaPg(pool, { schema, disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const column of charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character;
    return result;
  };
  adapter.executeScript = async (script) => {
    try {
      await runScript(script); // as a whole: functions and DO blocks hold semicolons
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

/**
 * Lets "char" pass as a type that the adapter knows, and remembers in which columns it stood.
 * @param {import("pg").Pool} pool
 * @returns {WeakMap<object, number[]>} columns by the rows that were answered
 */
function readCharAsText(pool) {
  const charColumns = new WeakMap();
  const query = pool.query.bind(pool);
  pool.query = async (...args) => {
    const result = await query(...args);
    const columns = [];
    for (const [column, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CATALOG_CHAR) continue;
      field.dataTypeID = BPCHAR;
      columns.push(column);
    }
    if (columns.length > 0) charColumns.set(result.rows, columns);
    return result;
  };
  return charColumns;
}
