import { OPERATIONS, openapiDocument, Problem } from "@tillbook/api/merchants-api";
import type { FastifyInstance } from "fastify";
import type { Contexts, Deps } from "../../deps.ts";
import { problemAnswers } from "./answers.ts";
import { takeFilesOnly, takeJsonOnly } from "./bodies.ts";
import { docsRoute } from "./docs/route.ts";
import { entrance } from "./entrance.ts";
import { operationRoutes } from "./operation-routes.ts";

export { problemAnswers } from "./answers.ts";

export const API_PREFIX = "/api/v1";

/** The merchants' API: every operation of the list, its OpenAPI document, and a page to read it by. */
export async function apiRoutes(app: FastifyInstance, around: { deps: Deps; contexts: Contexts }): Promise<void> {
  const { deps } = around;
  const document = openapiDocument(deps.publicUrl);
  const text = JSON.stringify(document);
  app.setErrorHandler(problemAnswers(deps.publicUrl));
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(request.url);
    if (methods.length === 0) throw new Problem("not_found", "there is no such address");
    reply.header("allow", methods.join(", "));
    throw new Problem("method_not_allowed", `this address takes ${methods.join(", ")}`);
  });
  app.get("/openapi.json", (_request, reply) => reply.type("application/json").send(text));
  docsRoute(app, document);
  await app.register(async (json) => {
    takeJsonOnly(json);
    json.decorateRequest("entered", null);
    json.addHook("onRequest", entrance(around));
    operationRoutes(
      json,
      deps,
      OPERATIONS.filter(({ body }) => body?.kind !== "file"),
    );
  });
  await app.register(async (files) => {
    takeFilesOnly(
      files,
      OPERATIONS.flatMap(({ body }) => (body?.kind === "file" ? body.mediaTypes : [])),
    );
    files.decorateRequest("entered", null);
    files.addHook("onRequest", entrance(around));
    operationRoutes(
      files,
      deps,
      OPERATIONS.filter(({ body }) => body?.kind === "file"),
    );
  });
}

/** Methods that an address takes, when it takes any. */
function methodsAt(url: string): string[] {
  const path = (url.split("?")[0] ?? "").slice(API_PREFIX.length);
  return OPERATIONS.filter((operation) => new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, "[^/]+")}/?$`).test(path)).map(
    ({ method }) => method,
  );
}
