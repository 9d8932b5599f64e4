import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { MigrationAdapterFactory } from "./adapter.mjs";
import { fail } from "./failure.mjs";
import { loadEngine } from "./wasm.mjs";

const NO_DATABASE = "postgresql://127.0.0.1:1/none"; // some commands need none, but the engine wants an adapter
const ERROR_OF_ENGINE = 4466;
const BROKEN = 101;

/**
 * Answers requests, one JSON-RPC message a line, until the CLI closes our stdin.
 * @param {import("./options.mjs").EngineOptions} options
 */
export async function serve(options) {
  process.on("uncaughtException", (error) => {
    fail(BROKEN, "P0000", `${globalThis.PRISMA_WASM_PANIC_REGISTRY?.get() ?? ""} ${error.message}`);
    process.exit(BROKEN);
  });
  const SchemaEngine = await loadEngine();
  let engine;
  const started = async () => (engine ??= await startEngine(SchemaEngine, options));
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const request = line.trim() ? JSON.parse(line) : {};
    if (!request.method) continue; // the CLI acknowledging one of our "print" requests
    await answer(request, started);
  }
  process.exit(process.exitCode ?? 0);
}

function startEngine(SchemaEngine, { datamodels, url }) {
  const files = datamodels.length > 0 ? datamodels.map((file) => [file, readFileSync(file, "utf8")]) : undefined;
  const log = (record) => process.stderr.write(`${typeof record === "string" ? record : JSON.stringify(record)}\n`);
  const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapterFactory(url ?? NO_DATABASE));
  return SchemaEngine.new({ datamodels: files }, log, factory);
}

async function answer({ id, method: asked, params }, started) {
  const method = asked === "getDatabaseVersion" ? "version" : asked;
  try {
    const engine = await started();
    const result = await engine[method](params ?? {});
    if (method === "diff" && result?.stdout != null) print(result.stdout);
    send({ id, result: result ?? null });
  } catch (error) {
    const data = { is_panic: error.name === "RuntimeError", message: error.message, meta: null, error_code: error.code ?? null };
    send({ id, error: { code: ERROR_OF_ENGINE, message: "An error happened. Check the data field for details.", data } });
  }
}

let printed = 1_000_000; // clear of the CLI's own numbers
function print(content) {
  send({ id: printed++, method: "print", params: { content } });
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
