import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const folder = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));

/** Version of Prisma's WebAssembly schema engine, with the commit that it was built from. */
export function engineVersion() {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).version;
}

/** Loads the engine. What it last said before it broke down is in `globalThis.PRISMA_WASM_PANIC_REGISTRY`. */
export async function loadEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    text: "",
    get() {
      return this.text;
    },
    set_message(message) {
      this.text = message;
    },
  };
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const code = readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(code, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}
