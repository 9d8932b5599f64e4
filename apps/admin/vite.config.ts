import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import compileMessage from "icu-minify/compile";
import { defineConfig, type Plugin } from "vite";
import { BOOKS } from "./catalogue-parts.ts";

const server = process.env["SERVER_URL"] ?? "http://127.0.0.1:3000";
const proxied = ["/trpc", "/api", "/p", "/hooks", "/health", "/healthz"];

/**
 * What every page needs lies in one file: fewer requests, and modules run in the order in which they are imported, so that
 * src/no-eval.ts comes before anything that has a schema.
 */
const everyPageNeeds =
  /node_modules\/(react|react-dom|scheduler|use-sync-external-store|use-intl|icu-minify|zod|@trpc|@tanstack\/(react-router|router-core|history|react-store|store|react-query|query-core))\/|packages\/domain\/|src\/(no-eval|lib\/)/;

/** WeUI writes its text in px; in rem it grows with the reader's font size. */
function weuiTextInRem(): Plugin {
  return {
    name: "weui-text-in-rem",
    enforce: "pre",
    transform(code, id) {
      if (!/\/weui\/dist\/.*\.css$/.test(id)) return null;
      return { code: code.replace(/font-size:\s*(\d+)px/g, (_, px: string) => `font-size:${Number(px) / 16}rem`), map: null };
    },
  };
}

/**
 * Messages are parsed here, once, so that no browser has to download the parser. A message with a fault stops the build. Every catalogue comes in
 * two parts: the desk's, and the books'.
 */
function compiledCatalogues(): Plugin {
  const compile = (value: unknown): unknown => {
    if (typeof value === "string") return compileMessage(value);
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, compile(each)]))
      : value;
  };
  return {
    name: "compiled-catalogues",
    enforce: "pre",
    transform(code, id) {
      const [, part] = /\/src\/messages\/[\w-]+\.json\?part=(desk|books)$/.exec(id) ?? [];
      if (part === undefined) return null;
      const texts = Object.entries(JSON.parse(code)).filter(([key]) => BOOKS.some((each) => each === key) === (part === "books"));
      return { code: `export default ${JSON.stringify(compile(Object.fromEntries(texts)))}`, map: null, moduleType: "js" };
    },
  };
}

/** What is built is packed once, as small as it goes; the server hands out what the browser takes. */
function packedFiles(): Plugin {
  const smallest = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return {
    name: "packed-files",
    apply: "build",
    writeBundle({ dir }) {
      for (const name of readdirSync(dir ?? "dist", { recursive: true, encoding: "utf8" })) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue;
        const file = path.join(dir ?? "dist", name);
        const bytes = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, smallest));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [weuiTextInRem(), compiledCatalogues(), react(), packedFiles()],
  resolve: { alias: { "use-intl/format-message": "use-intl/format-message/format-only" } },
  server: { proxy: Object.fromEntries(proxied.map((path) => [`^${path}(/|$|\\?)`, server])) },
  build: {
    target: ["chrome86", "safari14"],
    cssTarget: ["chrome86", "safari14"],
    cssCodeSplit: false, // one small file whose rules stay in the order they were written
    assetsInlineLimit: 0, // data: addresses would need a wider content security policy
    modulePreload: { polyfill: false }, // the polyfill is an inline script in some setups; older browsers load modules without it
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "core", test: everyPageNeeds }] } } },
    license: { fileName: "licenses.md" },
  },
});
