import { Readable } from "node:stream";
import { AppError } from "@tillbook/api/errors";
import { readSealedClose } from "@tillbook/api/reconciliation";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../../deps.ts";
import { enter } from "../../session.ts";
import { namesOf } from "../close-page/people.ts";
import { CLOSE_LANGUAGES } from "../close-page/words.ts";
import { answeredAsRefusal } from "../refusal.ts";
import { sendFile } from "../reports.ts";
import { renderApart } from "./render-apart.ts";

/** A reader turns some ten pages; the certificate file has every row. */
const ROWS_LISTED = 300;
const params = z.object({ sequence: z.coerce.number().int().min(1) });
const query = z.object({ lang: z.enum(CLOSE_LANGUAGES).catch("en") });

/** A close as a PDF for people, by its number in the chain: `/api/certificates/<number>.pdf?lang=`, for those who may read settlements. */
export async function closePdfRoute(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.get("/api/certificates/:sequence(^\\d+).pdf", (request, reply) =>
    answeredAsRefusal(reply, async () => {
      const ctx = await enter(deps, contexts, request);
      const wanted = params.safeParse(request.params);
      if (!wanted.success) throw new AppError("not_found", "there is no such close");
      const sealed = await readSealedClose(ctx, { sequence: wanted.data.sequence, rows: ROWS_LISTED });
      const { settleDay, version, sequence, maker, checker } = sealed.close;
      const told = {
        language: query.parse(request.query).lang,
        names: await namesOf(deps, ctx.account.id, [maker, checker]),
        address: deps.publicUrl,
      };
      const bytes = await renderApart({ sealed, told });
      const name = `close-${String(sequence).padStart(5, "0")}-${settleDay}-v${version}.pdf`;
      return sendFile(reply, { name, contentType: "application/pdf", stream: Readable.from([bytes]) });
    }),
  );
}
