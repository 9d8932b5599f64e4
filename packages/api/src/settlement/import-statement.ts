import { randomUUID } from "node:crypto";
import { announce, type Repositories } from "@tillbook/db/client";
import type { ReceivedFile, StoredFile } from "@tillbook/db/settlement";
import { standingOf } from "@tillbook/domain/settlement";
import {
  Refusal,
  readStatement,
  type Spooled,
  STATEMENT_LIMITS,
  type StatementLimits,
  type StatementReading,
  spool,
} from "@tillbook/qfpay/statements";
import { actorName, requireRight } from "../context/index.ts";
import { type BooksContext, rulesOf } from "./books-context.ts";
import { fileView } from "./file-view.ts";
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
      return await ctx.db.unitOfWork((tx) =>
        keep(ctx, tx, { ...command, limits }, file, (rows) => onProgress({ phase: "reading", bytes: file.size, total: file.size, rows })),
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
  const standing = standingOf(reading, rulesOf(ctx.account).mchids, {
    sameContent: await tx.statements.activeWithContent(ctx.account.id, reading.contentHash),
    sameBatch: await tx.statements.activeWithBatch(ctx.account.id, reading.batches),
  });
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

/** Nothing is kept but the attempt; the answer names the first import. */
async function duplicate(ctx: BooksContext, tx: Repositories, received: ReceivedFile, first: StoredFile): Promise<ImportView> {
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

async function refused(
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
    lines: 0,
    days: [],
    batches: [],
    controlTotals: "NOT_EVALUATED",
    totals: [],
    failedRows: [],
    failedRowCount: 0,
  };
}

function receivedFile(ctx: BooksContext, command: ImportStatement, file: { size: number; rawSha256: string }): ReceivedFile {
  return {
    id: randomUUID(),
    accountId: ctx.account.id,
    name: plainName(command.name),
    receivedAt: command.receivedAt ?? ctx.clock.now(),
    receivedBy: actorName(ctx.actor),
    size: BigInt(file.size),
    rawSha256: file.rawSha256,
  };
}

/** The last part of a path, without control characters, at most 200 characters. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return last.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "").slice(0, 200) || "statement";
}

async function insertParts(tx: Repositories, fileId: string, file: Spooled): Promise<void> {
  let seq = 0;
  for await (const bytes of file.chunks()) {
    await tx.statements.insertPart(fileId, seq, bytes);
    seq += 1;
  }
}

async function note(ctx: BooksContext, tx: Repositories, file: ReceivedFile, action: string, details: object): Promise<void> {
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
