import { Readable } from "node:stream";
import { AppError } from "@tillbook/api/errors";
import { REPORT_FORMATS, REPORT_LANGUAGES, reportFile, reportPeriodSchema } from "@tillbook/api/reconciliation/reports";
import { REPORT_NAMES } from "@tillbook/domain/reconciliation/reports";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../deps.ts";
import { enter } from "../session.ts";
import { answeredAsRefusal } from "./refusal.ts";

const params = z.object({ name: z.enum(REPORT_NAMES) });
const howSchema = z.object({
  format: z.enum(REPORT_FORMATS).default("xlsx"),
  lang: z.enum(REPORT_LANGUAGES).default("en"),
  /** One table of the report; a CSV holds no more. */
  section: z.string().max(40).optional(),
  bom: z.enum(["0", "1"]).default("0"),
});
const wishSchema = z.looseObject({ first: z.string(), last: z.string() }).transform(({ first, last, ...how }, issue) => {
  const [period, asked] = [reportPeriodSchema.safeParse({ first, last }), howSchema.safeParse(how)];
  if (period.success && asked.success) {
    const { lang, bom, ...rest } = asked.data;
    return { ...period.data, ...rest, language: lang, bom: bom === "1" };
  }
  issue.addIssue({ code: "custom", message: "ask for first and last, and perhaps format, lang, section and bom" });
  return z.NEVER;
});

/** Reports as files: `/api/reports/<name>?first=&last=&format=csv|xlsx&lang=&section=&bom=`, streamed, for those who may read settlements. */
export async function reportRoutes(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.get("/api/reports/:name", (request, reply) =>
    answeredAsRefusal(reply, async () => {
      const ctx = await enter(deps, contexts, request);
      const named = params.safeParse(request.params);
      if (!named.success) throw new AppError("not_found", "there is no such report");
      const asked = wishSchema.safeParse(request.query);
      if (!asked.success) throw new AppError("invalid_input", z.prettifyError(asked.error));
      const file = await reportFile(ctx, named.data.name, asked.data);
      return sendFile(reply, { ...file, stream: Readable.from(file.bytes(), { objectMode: false }) });
    }),
  );
}

/** Answers with a file to be kept. */
export function sendFile(reply: FastifyReply, file: { name: string; contentType: string; stream: Readable }): FastifyReply {
  return reply
    .header("content-type", file.contentType)
    .header("content-disposition", `attachment; filename="${file.name}"`)
    .send(file.stream);
}
