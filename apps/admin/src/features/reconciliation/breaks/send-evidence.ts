import type { EvidenceFileView } from "@tillbook/api/reconciliation";
import { z } from "zod";
import { CallFailed, readFailure } from "../../../lib/failure.ts";

const MAX_BYTES = 5 * 1_024 * 1_024;
const kept = z.object({ id: z.string(), name: z.string(), size: z.number() });

/** Keeps a document and answers how it is known from then on. Throws {@link CallFailed} when it is refused. */
export async function sendEvidence(file: File): Promise<EvidenceFileView> {
  if (file.size > MAX_BYTES) throw new CallFailed({ code: "invalid_input", fields: [{ field: "file", fault: "too_large" }] });
  const answer = await fetch(`/api/evidence?${new URLSearchParams({ name: file.name }).toString()}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  }).catch(() => {
    throw new CallFailed({ code: "unreachable", fields: [] });
  });
  const body: unknown = await answer.json().catch(() => null);
  const read = kept.safeParse(body);
  if (!answer.ok || !read.success) throw new CallFailed(readFailure(body));
  return read.data;
}
