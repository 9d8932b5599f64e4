#!/usr/bin/env node
import { readOptions } from "./schema-engine/options.mjs";
// Answers the line protocol that the Prisma CLI speaks with its native schema engine, using Prisma's own WebAssembly
// build of that engine, so that no binary has to be downloaded. docs/decisions/0002-migrations-without-a-downloaded-engine.md
import { engineVersion } from "./schema-engine/wasm.mjs";

const options = readOptions(process.argv.slice(2));
if (options.wantsVersion) console.log(`schema-engine-wasm ${engineVersion()}`);
else if (options.command) await (await import("./schema-engine/database-command.mjs")).runDatabaseCommand(options.command, options.url);
else await (await import("./schema-engine/serve.mjs")).serve(options);
