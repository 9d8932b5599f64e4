import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { Deps } from "../deps.ts";

/** The staff screens as built files; every unknown address that wants a page gets the app, which knows its own routes. */
export async function adminRoutes(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  if (deps.adminDir === null) return;
  await app.register(fastifyStatic, {
    root: deps.adminDir,
    wildcard: false,
    cacheControl: false,
    preCompressed: true,
    globIgnore: ["**/*.br", "**/*.gz"],
    setHeaders(reply, path) {
      reply.header("cache-control", path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === "GET" && (request.headers.accept ?? "").includes("text/html") && !/^\/(api|trpc|hooks|p)\//.test(request.url);
    return wantsPage ? reply.sendFile("index.html") : reply.code(404).send({ appCode: "not_found", message: "there is nothing here" });
  });
}
