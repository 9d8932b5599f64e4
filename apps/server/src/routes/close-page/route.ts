import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { AppError } from "@tillbook/api/errors";
import { diffCloses, readClose, readCloseRows } from "@tillbook/api/reconciliation";
import type { CertificateRow } from "@tillbook/domain/reconciliation/closing";
import { settlementDaySchema } from "@tillbook/domain/time";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../../deps.ts";
import { enter } from "../../session.ts";
import { answeredAsRefusal } from "../refusal.ts";
import { CLOSE_PAGE_STYLES, closePage } from "./page.ts";
import { namesOf } from "./people.ts";
import { CLOSE_LANGUAGES } from "./words.ts";

const ROWS_AT_ONCE = 5_000;
const params = z.object({ settleDay: settlementDaySchema, version: z.coerce.number().int().min(1) });
const query = z.object({ lang: z.enum(CLOSE_LANGUAGES).catch("en") });
const STYLES = createHash("sha256").update(CLOSE_PAGE_STYLES).digest("base64");

/** A sealed close as a page to print: `/api/closes/<day>/<version>/page?lang=`, for those who may read settlements. */
export async function closePageRoute(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.get("/api/closes/:settleDay/:version/page", (request, reply) =>
    answeredAsRefusal(reply, async () => {
      const ctx = await enter(deps, contexts, request);
      const asked = params.safeParse(request.params);
      if (!asked.success) throw new AppError("not_found", "there is no such close");
      const close = await readClose(ctx, asked.data);
      const rows = pagesOf((after) => readCloseRows(ctx, { ...asked.data, after, limit: ROWS_AT_ONCE }));
      const { settleDay, version } = asked.data;
      const since = version > 1 ? await diffCloses(ctx, { settleDay, from: version - 1, to: version }) : null;
      const { lang } = query.parse(request.query);
      return reply
        .header(
          "content-security-policy",
          `default-src 'none'; style-src 'sha256-${STYLES}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        )
        .type("text/html; charset=utf-8")
        .send(
          Readable.from(
            closePage(close, rows, { language: lang, since, people: await namesOf(deps, ctx.account.id, [close.maker, close.checker]) }),
          ),
        );
    }),
  );
}

async function* pagesOf(read: (after: number) => Promise<CertificateRow[]>): AsyncGenerator<CertificateRow[]> {
  for (let after = -1; ; ) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = last.ordinal;
  }
}
