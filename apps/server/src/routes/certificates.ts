import { Readable } from "node:stream";
import { AppError } from "@tillbook/api/errors";
import { exportCertificates } from "@tillbook/api/reconciliation";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../deps.ts";
import { enter } from "../session.ts";
import { answeredAsRefusal } from "./refusal.ts";
import { sendFile } from "./reports.ts";

const params = z.object({ sequence: z.coerce.number().int().min(1) });

/** One close of the account as the file that `npm run verify` takes, by its number in the chain; streamed, since a day may have very many rows. */
export async function certificateRoutes(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.get("/api/certificates/:sequence", (request, reply) =>
    answeredAsRefusal(reply, async () => {
      const ctx = await enter(deps, contexts, request);
      const wanted = params.safeParse(request.params);
      const { value: file } = wanted.success ? await exportCertificates(ctx, { from: wanted.data.sequence }).next() : { value: undefined };
      if (!file) throw new AppError("not_found", "there is no such close");
      return sendFile(reply, { name: file.name, contentType: "application/json; charset=utf-8", stream: Readable.from(file.text()) });
    }),
  );
}
