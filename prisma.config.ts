import path from "node:path";
import { defineConfig } from "prisma/config";

// Prisma's own command downloads its schema engine; ours answers with Prisma's WebAssembly build from npm instead.
// docs/decisions/0002-migrations-without-a-downloaded-engine.md
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, "scripts/schema-engine.mjs");

export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://postgres@127.0.0.1:5432/tillbook" },
});
