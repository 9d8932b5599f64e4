import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";

const styles = readFileSync(new URL("simulator.css", import.meta.url), "utf8");
const browserScript = readFileSync(new URL("browser-bar.js", import.meta.url), "utf8");

/** The style sheet of all pages and the one script of the phone's browser bar. */
export function assetRoutes(app: FastifyInstance): void {
  app.get("/assets/simulator.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(styles));
  app.get("/assets/browser-bar.js", (_request, reply) => reply.type("text/javascript; charset=utf-8").send(browserScript));
}
