import { Readable } from "node:stream";
import { exportCertificates } from "@tillbook/api/reconciliation";
import { type ZipMember, zipOf } from "@tillbook/api/spreadsheets";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../deps.ts";
import { enter } from "../session.ts";
import { answeredAsRefusal } from "./refusal.ts";
import { sendFile } from "./reports.ts";

const query = z.object({ from: z.coerce.number().int().min(1).catch(1) });

/** The account's certificates from a number of its chain on, as one archive: `/api/certificates.zip?from=`. Unpacked, it is what `npm run verify` takes. */
export async function certificateArchiveRoute(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  app.get("/api/certificates.zip", (request, reply) =>
    answeredAsRefusal(reply, async () => {
      const ctx = await enter(deps, contexts, request);
      const files = exportCertificates(ctx, query.parse(request.query));
      const first = await files.next(); // who may not is told before anything is sent
      async function* members(): AsyncGenerator<ZipMember> {
        if (first.done) return;
        yield { name: first.value.name, text: first.value.text() };
        for await (const file of files) yield { name: file.name, text: file.text() };
      }
      return sendFile(reply, {
        name: "certificates.zip",
        contentType: "application/zip",
        stream: Readable.from(zipOf(members()), { objectMode: false }),
      });
    }),
  );
}
