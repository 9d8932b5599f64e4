import { Readable } from "node:stream";
import { AppError } from "@tillbook/api/errors";
import { keepEvidenceFile, readEvidenceFile } from "@tillbook/api/reconciliation";
import { DOCUMENTS } from "@tillbook/domain/reconciliation/breaks";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../deps.ts";
import { enter, isOwnOrigin } from "../session.ts";
import { answeredAsRefusal } from "./refusal.ts";

const query = z.object({ name: z.string().min(1).max(400) });
const params = z.object({ id: z.uuid() });

/** Documents that speak for what is decided about breaks: the body is the file. They are handed out to be kept, never to be run or shown in place. */
export async function evidenceFileRoutes(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer", bodyLimit: DOCUMENTS.maxBytes }, (_request, body, done) =>
    done(null, body),
  );
  app.post("/api/evidence", { bodyLimit: DOCUMENTS.maxBytes }, (request, reply) =>
    answeredAsRefusal(reply, async () => {
      if (!isOwnOrigin(deps, request)) throw new AppError("not_allowed", "this request comes from another site");
      const ctx = await enter(deps, contexts, request);
      const asked = query.safeParse(request.query);
      if (!asked.success || !Buffer.isBuffer(request.body)) {
        throw new AppError("invalid_input", "send the file as application/octet-stream with ?name=", {
          fields: [{ field: "name", fault: "required" }],
        });
      }
      return reply.send(await keepEvidenceFile(ctx, { name: asked.data.name, bytes: request.body }));
    }),
  );
  app.get("/api/evidence/:id", (request, reply) =>
    answeredAsRefusal(reply, async () => {
      const ctx = await enter(deps, contexts, request);
      const wanted = params.safeParse(request.params);
      if (!wanted.success) throw new AppError("not_found", "there is no such document");
      const { name, mediaType, bytes } = await readEvidenceFile(ctx, wanted.data.id);
      return reply
        .header("content-type", mediaType)
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(Readable.from([bytes], { objectMode: false }));
    }),
  );
}
