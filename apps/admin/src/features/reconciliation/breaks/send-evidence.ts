import type { EvidenceFileView } from "@tillbook/api/reconciliation";
import { DOCUMENTS } from "@tillbook/domain/reconciliation/breaks";
import { z } from "zod";
import { CallFailed } from "../../../lib/failure.ts";
import { postFile } from "../../../lib/post-file.ts";

const kept = z.object({ id: z.string(), name: z.string(), size: z.number() });

/** Keeps a document and answers how it is known from then on. Throws {@link CallFailed} when it is refused. */
export async function sendEvidence(file: File): Promise<EvidenceFileView> {
  if (file.size > DOCUMENTS.maxBytes) throw new CallFailed({ code: "invalid_input", fields: [{ field: "file", fault: "too_large" }] });
  const address = `/api/evidence?${new URLSearchParams({ name: file.name }).toString()}`;
  return postFile(address, file, (body) => kept.safeParse(body).data ?? null);
}
