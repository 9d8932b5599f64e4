import type { Repositories } from "@tillbook/db/client";
import type { ReceivedFile, StoredFile } from "@tillbook/db/settlement";
import type { StatementReading } from "@tillbook/qfpay/statements";
import { actorName, plainFileName } from "../context/index.ts";
import { newId } from "../orders/index.ts";
import type { BooksContext } from "./books-context.ts";
import { fileView } from "./file-view.ts";
import type { ImportView } from "./views.ts";

/** Nothing is kept but the attempt; the answer names the first import. */
export async function duplicate(ctx: BooksContext, tx: Repositories, received: ReceivedFile, first: StoredFile): Promise<ImportView> {
  await note(ctx, tx, received, "statement.repeated", { firstId: first.id });
  const { name, receivedAt, receivedBy } = received;
  const again = {
    name,
    receivedAt: receivedAt.toISOString(),
    receivedBy,
    status: "DUPLICATE",
    reason: null,
    lines: 0,
    controlTotals: "NOT_EVALUATED",
  } as const;
  return { ...fileView(first), ...again, id: null, duplicateOf: { id: first.id, name: first.name } };
}

/** A file that cannot be taken in: again nothing is kept but the attempt, and the answer says what it looks like instead. */
export async function refused(
  ctx: BooksContext,
  tx: Repositories,
  received: ReceivedFile,
  reading: Extract<StatementReading, { kind: "refused" }>,
): Promise<ImportView> {
  await note(ctx, tx, received, "statement.refused", { reason: reading.reason, hint: reading.hint });
  return {
    id: null,
    name: received.name,
    receivedAt: received.receivedAt.toISOString(),
    receivedBy: received.receivedBy,
    size: Number(received.size),
    rawSha256: received.rawSha256,
    contentHash: null,
    status: "REFUSED",
    reason: reading.reason,
    hint: reading.hint,
    hintParams: { ...reading.params },
    duplicateOf: null,
    encoding: reading.encoding,
    profile: null,
    content: null,
    mapping: null,
    lines: 0,
    days: [],
    batches: [],
    controlTotals: "NOT_EVALUATED",
    totals: [],
    failedRows: [],
    failedRowCount: 0,
  };
}

/** What is known of a file before it is read. */
export function receivedFile(
  ctx: BooksContext,
  command: { name: string; receivedAt?: Date | undefined },
  file: { size: number; rawSha256: string },
): ReceivedFile {
  return {
    id: newId(),
    accountId: ctx.account.id,
    name: plainFileName(command.name, "statement"),
    receivedAt: command.receivedAt ?? ctx.clock.now(),
    receivedBy: actorName(ctx.actor),
    size: BigInt(file.size),
    rawSha256: file.rawSha256,
  };
}

/** The attempt, in the audit trail. */
export async function note(ctx: BooksContext, tx: Repositories, file: ReceivedFile, action: string, details: object): Promise<void> {
  await tx.audit.insert({
    accountId: ctx.account.id,
    actor: actorName(ctx.actor),
    action,
    subject: "statement",
    subjectId: file.id,
    details: { name: file.name, size: Number(file.size), rawSha256: file.rawSha256, ...details },
    at: ctx.clock.now(),
  });
}
