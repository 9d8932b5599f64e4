import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const server = process.env["SERVER_URL"] ?? "http://127.0.0.1:3000";
const proxied = ["/trpc", "/api", "/p", "/hooks", "/healthz"];

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

export default defineConfig({
  plugins: [weuiTextInRem(), react()],
  server: { proxy: Object.fromEntries(proxied.map((path) => [`^${path}(/|$|\\?)`, server])) },
  build: {
    target: ["chrome86", "safari14"],
    cssTarget: ["chrome86", "safari14"],
    assetsInlineLimit: 0, // data: addresses would need a wider content security policy
    modulePreload: { polyfill: false }, // the polyfill is an inline script in some setups; older browsers load modules without it
    license: { fileName: "licenses.md" },
  },
});
