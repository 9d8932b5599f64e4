import { createHash, randomUUID } from "node:crypto";
import type { Repositories } from "@tillbook/db/client";
import { actorName, plainFileName, requireRight } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import { requirePerson } from "../../settlement/four-eyes.ts";
import type { BooksContext } from "../../settlement/index.ts";
import type { EvidenceFileView } from "./views.ts";

/** What a file begins with decides what it is, and nothing else: it is handed out again as just that. */
const KINDS = [
  { mediaType: "application/pdf", begins: "%PDF-" },
  { mediaType: "image/png", begins: "\u0089PNG\r\n\u001a\n" },
  { mediaType: "image/jpeg", begins: "\u00ff\u00d8\u00ff" },
] as const;

/** Keeps a document (PDF, PNG or JPEG, 5 MB at most) that speaks for what will be proposed. The same one again is kept once. */
export async function keepEvidenceFile(ctx: BooksContext, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<EvidenceFileView> {
  requirePerson(ctx, "resolveBreak");
  const head = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  const kind = KINDS.find(({ begins }) => head.startsWith(begins));
  if (!kind) throw new AppError("invalid_input", "send a PDF, PNG or JPEG", { fields: [{ field: "file", fault: "not_a_document" }] });
  const { id: accountId } = ctx.account;
  const [addedBy, addedAt] = [actorName(ctx.actor), ctx.clock.now()];
  const file = { id: randomUUID(), name: plainFileName(name, "document"), size: bytes.byteLength };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return ctx.db.unitOfWork(async (tx) => {
    const { id, isNew } = await tx.evidenceFiles.keep({ ...file, accountId, mediaType: kind.mediaType, sha256, bytes, addedBy, addedAt });
    const details = { name: file.name, size: file.size, sha256 };
    if (isNew)
      await tx.audit.insert({
        accountId,
        actor: addedBy,
        action: "evidence.added",
        subject: "evidence",
        subjectId: id,
        details,
        at: addedAt,
      });
    return { ...file, id };
  });
}

/** A document as it was kept. Refuses (`not_found`) what is not the account's. */
export async function readEvidenceFile(ctx: BooksContext, id: string): Promise<{ name: string; mediaType: string; bytes: Buffer }> {
  requireRight(ctx.actor, "readSettlement");
  const file = await ctx.db.read.evidenceFiles.read(ctx.account.id, id);
  if (!file) throw new AppError("not_found", "there is no such document");
  return file;
}

/** Refuses documents that the account does not have. */
export async function refuseUnknownFiles(
  tx: Pick<Repositories, "evidenceFiles">,
  accountId: string,
  ids: readonly string[],
): Promise<void> {
  if ((await tx.evidenceFiles.countOf(accountId, ids)) === new Set(ids).size) return;
  throw new AppError("invalid_input", "send the documents first", { fields: [{ field: "files", fault: "required" }] });
}
