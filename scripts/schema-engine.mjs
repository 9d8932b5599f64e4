#!/usr/bin/env node
// Answers the line protocol that the Prisma CLI speaks with its native schema engine, using
// Prisma's own WebAssembly build of that engine, so that no binary has to be downloaded.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
const wasmDir = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
const args = process.argv.slice(2);
if (args.includes("--version")) {
  console.log(`schema-engine-wasm ${JSON.parse(readFileSync(path.join(wasmDir, "package.json"), "utf8")).version}`);
  process.exit(0);
}

const datamodels = [];
let datasource = {};
let command = null;
for (let i = 0; i < args.length; i++) {
  if (args[i] === "--datamodels") datamodels.push(args[++i]);
  else if (args[i] === "--datasource") datasource = JSON.parse(args[++i]);
  else if (args[i] === "cli") command = args[++i];
  else if (args[i].startsWith("--")) i++;
}

const { default: pg } = await import("pg");
const { PrismaPg } = await import("@prisma/adapter-pg");
const { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } = await import("@prisma/driver-adapter-utils");

function parseUrl(text) {
  const u = new URL(text);
  const tls = u.searchParams.get("sslmode");
  return {
    schema: u.searchParams.get("schema") ?? undefined,
    config: {
      host: u.searchParams.get("host") ?? decodeURIComponent(u.hostname),
      port: Number(u.port || 5432),
      user: decodeURIComponent(u.username || "postgres"),
      password: u.password ? decodeURIComponent(u.password) : undefined,
      database: decodeURIComponent(u.pathname.slice(1)) || "postgres",
      ...(tls && tls !== "disable" ? { ssl: { rejectUnauthorized: tls.startsWith("verify") } } : {}),
    },
  };
}

// Three things the stock adapter gets wrong for migrations: it rejects the catalog type
// "char" (oid 18), splits scripts at every semicolon, and may hop between sessions.
async function openAdapter(config, schema) {
  const pool = new pg.Pool({ ...config, max: 1 });
  const query = pool.query.bind(pool);
  const charColumns = new WeakMap();
  pool.query = async (...a) => {
    const result = await query(...a);
    const columns = [];
    result.fields?.forEach((f, i) => {
      if (f.dataTypeID === 18) {
        f.dataTypeID = 1042;
        columns.push(i);
      }
    });
    if (columns.length) charColumns.set(result.rows, columns);
    return result;
  };
  const adapter = await new PrismaPg(pool, { schema, disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (q) => {
    const result = await queryRaw(q);
    for (const i of charColumns.get(result.rows) ?? []) result.columnTypes[i] = ColumnTypeEnum.Character;
    return result;
  };
  adapter.executeScript = async (script) => {
    try {
      await query(script);
    } catch (e) {
      adapter.onError(e);
    }
  };
  return adapter;
}

class MigrationAdapterFactory extends PrismaPg {
  constructor({ config, schema }) {
    super(config, { schema });
    this.target = { config, schema };
  }
  connect() {
    return openAdapter(this.target.config, this.target.schema);
  }
  async connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const admin = new pg.Client(this.target.config);
    await admin.connect();
    await admin.query(`CREATE DATABASE "${name}" TEMPLATE template0`);
    const shadow = await openAdapter({ ...this.target.config, database: name }, this.target.schema);
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await admin.end();
    };
    return shadow;
  }
}

// The CLI skips the first stderr line and reads the rest as JSON log records.
function fail(exitCode, error_code, message) {
  process.stderr.write(`\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields: { error_code, message } })}\n`);
  process.exitCode = exitCode;
}

async function runCommand() {
  const { config } = parseUrl(datasource.url);
  const withDb = async (database, sql) => {
    const client = new pg.Client({ ...config, database });
    await client.connect();
    try {
      if (sql) await client.query(sql);
    } finally {
      await client.end();
    }
  };
  try {
    if (command === "can-connect-to-database") await withDb(config.database);
    else if (command === "create-database") await withDb("postgres", `CREATE DATABASE "${config.database}"`);
    else if (command === "drop-database") await withDb("postgres", `DROP DATABASE IF EXISTS "${config.database}" WITH (FORCE)`);
    else fail(1, "P1000", `unsupported command: ${command}`);
  } catch (e) {
    fail(1, { "3D000": "P1003", "28P01": "P1000" }[e.code] ?? "P1001", e.message || e.code || String(e));
  }
}

async function serve() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    text: "",
    get() {
      return this.text;
    },
    set_message(m) {
      this.text = m;
    },
  };
  process.on("uncaughtException", (e) => {
    fail(101, "P0000", `${globalThis.PRISMA_WASM_PANIC_REGISTRY.get()} ${e.message}`);
    process.exit(101);
  });
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const { instance } = await WebAssembly.instantiate(readFileSync(path.join(wasmDir, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const factory = new MigrationAdapterFactory(parseUrl(datasource.url ?? "postgresql://127.0.0.1:1/none"));
  let engine;
  const start = async () =>
    (engine ??= await glue.SchemaEngine.new(
      { datamodels: datamodels.length ? datamodels.map((p) => [p, readFileSync(p, "utf8")]) : undefined },
      (line) => process.stderr.write(`${typeof line === "string" ? line : JSON.stringify(line)}\n`),
      bindMigrationAwareSqlAdapterFactory(factory),
    ));
  const send = (m) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...m })}\n`);
  let printId = 1e6;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const request = line.trim() ? JSON.parse(line) : {};
    if (!request.method) continue; // the CLI acknowledging one of our "print" requests
    try {
      const method = request.method === "getDatabaseVersion" ? "version" : request.method;
      const result = await (await start())[method](request.params ?? {});
      if (method === "diff" && result?.stdout != null) send({ id: printId++, method: "print", params: { content: result.stdout } });
      send({ id: request.id, result: result ?? null });
    } catch (e) {
      send({
        id: request.id,
        error: {
          code: 4466,
          message: "An error happened. Check the data field for details.",
          data: { is_panic: e.name === "RuntimeError", message: e.message, meta: null, error_code: e.code ?? null },
        },
      });
    }
  }
  process.exit(process.exitCode ?? 0);
}

await (command ? runCommand() : serve());
