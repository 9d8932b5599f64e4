import { Readable } from "node:stream";
import { AppError, httpStatusOf } from "@tillbook/api/errors";
import { importStatement } from "@tillbook/api/settlement";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../deps.ts";
import { enter, isOwnOrigin } from "../session.ts";

const named = z.object({ name: z.string().min(1).max(400) });

/** Statement upload: the file is the body, streamed and never held whole. Answers the file as it was taken in, refused ones too. */
export async function statementRoutes(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));
  app.post("/api/statements", { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
    try {
      if (!isOwnOrigin(deps, request)) throw new AppError("not_allowed", "this request comes from another site");
      const ctx = await enter(deps, contexts, request);
      const query = named.safeParse(request.query);
      if (!query.success || !(request.body instanceof Readable)) {
        throw new AppError("invalid_input", "send the file as application/octet-stream with ?name=", {
          fields: [{ field: "name", fault: "required" }],
        });
      }
      const announced = Number(request.headers["content-length"]);
      return await reply.send(
        await importStatement(ctx, { name: query.data.name, bytes: request.body, ...(announced > 0 ? { announcedSize: announced } : {}) }),
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return reply.code(httpStatusOf(error.code)).send({ appCode: error.code, message: error.message, fields: error.fields });
    }
  });
}
