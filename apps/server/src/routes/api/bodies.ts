import { Readable } from "node:stream";
import { Problem, type Upload } from "@tillbook/api/merchants-api";
import { Refusal, STATEMENT_LIMITS, spool } from "@tillbook/qfpay/statements";
import { NotStrictJson, readJsonObject } from "@tillbook/qfpay/strict-json";
import type { FastifyInstance, FastifyRequest } from "fastify";

export const MOST_JSON_BYTES = 64 * 1024;

/** Bodies are JSON objects that say everything once; anything else is another media type. */
export function takeJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer", bodyLimit: MOST_JSON_BYTES }, (_request, body, done) => {
    try {
      done(null, body.length === 0 ? undefined : readJsonObject(Buffer.from(body)));
    } catch (error) {
      if (!(error instanceof NotStrictJson)) throw error;
      done(
        new Problem("invalid_input", `the body is not a JSON object: ${error.message}`, { fields: [{ field: "body", fault: "not_json" }] }),
      );
    }
  });
}

/** Bodies are files, handed on as they come. */
export function takeFilesOnly(app: FastifyInstance, mediaTypes: readonly string[]): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([...mediaTypes], (_request, payload, done) => done(null, payload));
}

/** Sets a file down so that it can be read as often as needed, lends it out, and takes it away again. */
export async function withUpload<T>(request: FastifyRequest, work: (file: Upload) => Promise<T>): Promise<T> {
  const { maxBytes } = STATEMENT_LIMITS;
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge();
  if (!(request.body instanceof Readable))
    throw new Problem("invalid_input", "send the file as the body", { fields: [{ field: "body", fault: "required" }] });
  const file = await spool(request.body, maxBytes).catch((error: unknown) => {
    throw error instanceof Refusal ? tooLarge() : error;
  });
  try {
    return await work({ size: file.size, sha256: file.rawSha256, chunks: () => file.chunks() });
  } finally {
    await file.discard();
  }
}

function tooLarge(): Problem {
  return new Problem("file_too_large", `a file may have ${STATEMENT_LIMITS.maxBytes} bytes`);
}
