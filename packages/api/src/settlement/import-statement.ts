import { announce, type Repositories } from "@tillbook/db/client";
import type { ReceivedFile } from "@tillbook/db/settlement";
import { standingAfterCloses, standingOf } from "@tillbook/domain/settlement";
import {
  Refusal,
  readStatement,
  type Spooled,
  STATEMENT_LIMITS,
  type StatementLimits,
  type StatementReading,
  spool,
} from "@tillbook/qfpay/statements";
import { requireRight } from "../context/index.ts";
import { type BooksContext, rulesOf } from "./books-context.ts";
import { fileView } from "./file-view.ts";
import { duplicate, note, receivedFile, refused } from "./import-attempt.ts";
import type { ImportProgressView, ImportView } from "./views.ts";

export type ImportStatement = {
  /** The file's name as the person knows it. A name only: nothing is decided by it and nothing is written under it. */
  name: string;
  bytes: AsyncIterable<Uint8Array> | Uint8Array;
  /** When the provider sent it; now, when left out. */
  receivedAt?: Date;
  /** Size announced by the upload, for progress only. */
  announcedSize?: number;
  limits?: StatementLimits;
};

/**
 * Takes in a statement file: whole or not at all. The bytes are kept once by their digest; the same bytes again are a DUPLICATE, the
 * same content in other bytes is SAME_CONTENT, and what is no statement is REFUSED. Answers are told, not thrown.
 * @param onProgress hears of the way; it must not throw
 */
export async function importStatement(
  ctx: BooksContext,
  command: ImportStatement,
  onProgress: (progress: ImportProgressView) => void = () => undefined,
): Promise<ImportView> {
  requireRight(ctx.actor, "reconcile");
  const limits = command.limits ?? STATEMENT_LIMITS;
  const total = command.announcedSize ?? null;
  const source = command.bytes instanceof Uint8Array ? once(command.bytes) : command.bytes;
  let seen = 0;
  try {
    const file = await spool(source, limits.maxBytes, (bytes) => {
      seen = bytes;
      onProgress({ phase: "receiving", bytes, total, rows: 0 });
    });
    try {
      return await ctx.db.unitOfWork(
        (tx) =>
          keep(ctx, tx, { ...command, limits }, file, (rows) => onProgress({ phase: "reading", bytes: file.size, total: file.size, rows })),
        { bulk: true },
      );
    } finally {
      await file.discard();
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const reading = { kind: "refused", reason: error.reason, hint: error.hint, params: error.params, encoding: null } as const;
    const attempt = receivedFile(ctx, command, { size: seen, rawSha256: "" });
    return ctx.db.unitOfWork((tx) => refused(ctx, tx, attempt, reading));
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function keep(
  ctx: BooksContext,
  tx: Repositories,
  command: ImportStatement & { limits: StatementLimits },
  file: Spooled,
  onRows: (rows: number) => void,
): Promise<ImportView> {
  const { statements } = tx;
  const received = receivedFile(ctx, command, file);
  await statements.lockImports(ctx.account.id);
  const first = await statements.byRawDigest(ctx.account.id, file.rawSha256);
  if (first) return duplicate(ctx, tx, received, first);
  await statements.mark("received");
  await statements.insertReceived(received);
  await insertParts(tx, received.id, file);
  await statements.mark("lines");
  let rows = 0;
  const reading = await readStatement(
    file,
    async (lines) => {
      await statements.insertLines(ctx.account.id, received.id, lines);
      rows += lines.length;
      onRows(rows);
    },
    command.limits,
  );
  if (reading.kind === "refused") {
    await statements.undoTo("received");
    return refused(ctx, tx, received, reading);
  }
  return concluded(ctx, tx, received, reading);
}

async function concluded(
  ctx: BooksContext,
  tx: Repositories,
  received: ReceivedFile,
  read: Extract<StatementReading, { kind: "read" }>,
): Promise<ImportView> {
  const { reading } = read;
  await tx.proposals.lockBooks(ctx.account.id); // no day is closed between being asked about and being counted on
  const known = {
    sameContent: await tx.statements.activeWithContent(ctx.account.id, reading.contentHash),
    sameBatch: await tx.statements.activeWithBatch(ctx.account.id, reading.batches),
  };
  const closed = await tx.closes.closedAmong(ctx.account.id, reading.days);
  const standing = standingAfterCloses(standingOf(reading, rulesOf(ctx.account).mchids, known), reading.days, closed);
  const isEvidenceOnly = standing.status === "SAME_CONTENT";
  if (isEvidenceOnly) await tx.statements.undoTo("lines");
  await tx.statements.conclude({
    ...reading,
    id: received.id,
    profile: read.profile,
    profileVersion: read.profileVersion,
    encoding: read.encoding,
    delimiter: read.delimiter,
    status: standing.status,
    reason: standing.reason,
    becauseOf: standing.because,
    lineCount: isEvidenceOnly ? 0 : reading.lines,
  });
  await note(ctx, tx, received, "statement.imported", {
    status: standing.status,
    reason: standing.reason,
    contentHash: reading.contentHash,
    lines: reading.lines,
  });
  await announce(tx.sql, { accountId: ctx.account.id, topic: "statement" });
  const stored = await tx.statements.byId(ctx.account.id, received.id);
  if (!stored) throw new Error(`statement ${received.id} was not kept`);
  return fileView(stored);
}

async function insertParts(tx: Repositories, fileId: string, file: Spooled): Promise<void> {
  let seq = 0;
  for await (const bytes of file.chunks()) {
    await tx.statements.insertPart(fileId, seq, bytes);
    seq += 1;
  }
}
