// The staff screens with hot reload: Vite's development server in front of ours. Started by the supervisor.
import path from "node:path";
import { createServer } from "vite";

const [port = "", server = ""] = process.argv.slice(2);
const OURS = ["/trpc", "/api", "/hooks", "/p/", "/healthz"]; // what the server answers; everything else is Vite's

const vite = await createServer({
  root: path.join(import.meta.dirname, "../../apps/admin"),
  server: {
    host: "127.0.0.1",
    port: Number(port),
    strictPort: true,
    // Sessions are bound to the server's own origin.
    proxy: Object.fromEntries(OURS.map((prefix) => [prefix, { target: server, changeOrigin: true, headers: { origin: server } }])),
  },
});
await vite.listen();
console.log(`listening http://127.0.0.1:${port}`);
process.once("SIGTERM", () => void vite.close().then(() => process.exit(0)));
