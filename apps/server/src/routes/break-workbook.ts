import { Readable } from "node:stream";
import { AppError } from "@tillbook/api/errors";
import { REPORT_LANGUAGES } from "@tillbook/api/reconciliation/reports";
import { answerWorkbook, breakWorkbook } from "@tillbook/api/reconciliation/workbook";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../deps.ts";
import { enter, isOwnOrigin } from "../session.ts";
import { answeredAsRefusal } from "./refusal.ts";
import { sendFile } from "./reports.ts";

const query = z.object({ lang: z.enum(REPORT_LANGUAGES).catch("en") });
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const MOST_BYTES = 50 * 1024 * 1024;

/** Open breaks as a workbook, out and back in: the upload is the body, the answer says what became of every row. */
export async function breakWorkbookRoutes(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));
  app.get("/api/breaks/workbook", (request, reply) =>
    answeredAsRefusal(reply, async () => {
      const { lang } = query.parse(request.query);
      const { name, bytes } = await breakWorkbook(await enter(deps, contexts, request), { language: lang });
      return sendFile(reply, { name, contentType: XLSX, stream: Readable.from(bytes, { objectMode: false }) });
    }),
  );
  app.post("/api/breaks/workbook", { bodyLimit: MOST_BYTES }, (request, reply) =>
    answeredAsRefusal(reply, async () => {
      if (!isOwnOrigin(deps, request)) throw new AppError("not_allowed", "this request comes from another site");
      const ctx = await enter(deps, contexts, request);
      if (!(request.body instanceof Readable)) throw new AppError("invalid_input", "send the workbook as application/octet-stream");
      return reply.send(await answerWorkbook(ctx, { bytes: request.body }));
    }),
  );
}
