import { Readable } from "node:stream";
import { AppError } from "@tillbook/api/errors";
import { importStatement, inspectFile, previewFile } from "@tillbook/api/settlement";
import type { InspectionView } from "@tillbook/api/views";
import { type ColumnMapping, ENCODINGS, mappingJsonSchema } from "@tillbook/domain/settlement";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../deps.ts";
import { enter, isOwnOrigin } from "../session.ts";
import { toldAsItGoes } from "./import-progress.ts";
import { previewText } from "./preview-text.ts";
import { answeredAsRefusal } from "./refusal.ts";

const asked = z.object({
  name: z.string().min(1).max(400),
  /** What is wanted of the file: to take it in, to look into it for the mapping screen, or to see how it would be read. */
  look: z.enum(["import", "inspect", "preview"]).default("import"),
  encoding: z.enum(ENCODINGS).optional(),
  /** A sheet of a workbook or a file of an archive. */
  table: z.string().max(400).optional(),
  profile: z.string().max(60).optional(),
  /** A mapping in JSON. */
  mapping: z.string().max(8_000).optional(),
});
type Asked = z.infer<typeof asked>;

/** What the screen accepts that wants to know how far an import is. */
const TOLD_AS_IT_GOES = "application/x-ndjson";

/** Statement upload: the file is the body, streamed and never held whole. Answers the file as it was taken in, refused ones too. */
export async function statementRoutes(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));
  app.post("/api/statements", { bodyLimit: Number.MAX_SAFE_INTEGER }, (request, reply) =>
    answeredAsRefusal(reply, async () => {
      if (!isOwnOrigin(deps, request)) throw new AppError("not_allowed", "this request comes from another site");
      const ctx = await enter(deps, contexts, request);
      const query = asked.safeParse(request.query);
      if (!query.success || !(request.body instanceof Readable)) {
        throw new AppError("invalid_input", "send the file as application/octet-stream with ?name=", {
          fields: [{ field: "name", fault: "required" }],
        });
      }
      return reply.send(await answerOf(ctx, query.data, { request, reply, bytes: request.body }));
    }),
  );
}

type Upload = { request: FastifyRequest; reply: FastifyReply; bytes: Readable };

async function answerOf(ctx: Awaited<ReturnType<typeof enter>>, query: Asked, { request, reply, bytes }: Upload): Promise<object> {
  const { name, look, encoding, table, profile } = query;
  const signal = hungUp(reply);
  const mapping = mappingOf(query);
  const read = { bytes, signal, ...(encoding && { encoding }) };
  if (look === "inspect") return (await inspectFile(ctx, read)) satisfies InspectionView;
  const how = { ...read, ...(table !== undefined && { table }), ...(profile !== undefined && { profile }), ...(mapping && { mapping }) };
  if (look === "preview") return previewText(await previewFile(ctx, how));
  const announced = Number(request.headers["content-length"]);
  const command = { ...how, name, ...(announced > 0 ? { announcedSize: announced } : {}) };
  if (request.headers.accept !== TOLD_AS_IT_GOES) return importStatement(ctx, command).catch(stopped);
  reply.type(TOLD_AS_IT_GOES);
  return toldAsItGoes((onProgress) => importStatement(ctx, command, onProgress).catch(stopped));

  /** Somebody pressed stop, or lost the line: no fault of ours. */
  function stopped(error: unknown): never {
    throw signal.aborted || request.raw.destroyed ? new AppError("invalid_input", "the upload was stopped") : error;
  }
}

/** Whoever closes the page or presses cancel takes nothing in: the import stops, and nothing of it is kept. */
function hungUp(reply: FastifyReply): AbortSignal {
  const closing = new AbortController();
  reply.raw.on("close", () => {
    if (!reply.raw.writableFinished) closing.abort();
  });
  return closing.signal;
}

function mappingOf({ mapping }: Asked): ColumnMapping | null {
  if (mapping === undefined) return null;
  const read = mappingJsonSchema.safeParse(jsonOf(mapping));
  if (read.success) return read.data;
  const fields = read.error.issues.map(({ path, message }) => ({ field: `mapping.${path.join(".")}`, fault: message }));
  throw new AppError("invalid_input", "this mapping is not complete", { fields });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
