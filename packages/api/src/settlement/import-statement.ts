import { announce, type Repositories } from "@tillbook/db/client";
import type { ReceivedFile } from "@tillbook/db/settlement";
import {
  type ColumnMapping,
  type FileReading,
  type Standing,
  type StatementContent,
  type StatementEncoding,
  standingAfterCloses,
  standingOf,
} from "@tillbook/domain/settlement";
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
import { sinksFor } from "./import-sinks.ts";
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
  /** Which kinds of file are taken; all of them, when left out. */
  accepts?: readonly StatementContent[] | undefined;
  /** How it shall be read, where the file does not say: by one profile only, or by a mapping; left out, saved mappings and all profiles are tried. */
  profile?: string | undefined;
  mapping?: ColumnMapping | undefined;
  encoding?: StatementEncoding | undefined;
  /** A sheet of a workbook or a file of an archive. */
  table?: string | undefined;
  /** Stops the import; nothing of it is kept. */
  signal?: AbortSignal | undefined;
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
      command.signal?.throwIfAborted();
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
  await statements.keepParts(received.id, file.pieces());
  await statements.mark("lines");
  const { profile, mapping, encoding, table, signal, limits } = command;
  const into = sinksFor(ctx, tx, received.id, command.accepts);
  const reading = await readStatement(file, into.sinks, {
    limits,
    profile,
    mapping,
    encoding,
    table,
    signal,
    onRows,
    savedMappings: await tx.mappings.newest(ctx.account.id),
    mchid: ctx.account.mchid ?? rulesOf(ctx.account).mchids[0],
  });
  await into.end();
  if (reading.kind === "refused") {
    await statements.undoTo("received");
    return refused(ctx, tx, received, reading);
  }
  return concluded(ctx, tx, received, reading);
}

type Read = Extract<StatementReading, { kind: "read" }>;

async function concluded(ctx: BooksContext, tx: Repositories, received: ReceivedFile, read: Read): Promise<ImportView> {
  const { reading } = read;
  await tx.proposals.lockBooks(ctx.account.id); // no day is closed between being asked about and being counted on
  const about = settlementPart(read);
  const standing = await standingAmongOthers(ctx, tx, { ...reading, ...about });
  const isKept = standing.status !== "SAME_CONTENT" && (read.content !== "TRANSACTIONS" || standing.status === "ACTIVE");
  if (!isKept) await tx.statements.undoTo("lines");
  await tx.statements.conclude({
    ...reading,
    ...about,
    id: received.id,
    content: read.content,
    profile: read.profile,
    profileVersion: read.profileVersion,
    mapping: read.mapping,
    signature: read.signature,
    container: read.container,
    tableName: read.table,
    encoding: read.encoding,
    delimiter: read.delimiter,
    status: standing.status,
    reason: standing.reason,
    becauseOf: standing.because,
    lineCount: isKept ? reading.lines : 0,
    namedTotals: reading.namedTotals ?? [],
    part: reading.part ?? null,
  });
  const { status, reason } = standing;
  const details = { status, reason, content: read.content, contentHash: reading.contentHash, lines: reading.lines };
  await note(ctx, tx, received, "statement.imported", details);
  await announce(tx.sql, { accountId: ctx.account.id, topic: "statement" });
  const stored = await tx.statements.byId(ctx.account.id, received.id);
  if (!stored) throw new Error(`statement ${received.id} was not kept`);
  return fileView(stored);
}

/** Only a settlement speaks about settlement days, batches and payouts; a bank's dates are its own. */
function settlementPart({ content, reading }: Read): Pick<FileReading, "days" | "batches" | "payouts"> {
  const { days, batches, payouts } = reading;
  return content === "LINES" ? { days, batches, payouts } : { days: [], batches: [], payouts: [] };
}

async function standingAmongOthers(ctx: BooksContext, tx: Repositories, reading: FileReading): Promise<Standing> {
  const { id: accountId } = ctx.account;
  const known = {
    sameContent: await tx.statements.activeWithContent(accountId, reading.contentHash),
    sameBatch: await tx.statements.activeWithBatch(accountId, reading.batches),
  };
  const closed = await tx.closes.closedAmong(accountId, reading.days);
  return standingAfterCloses(standingOf(reading, rulesOf(ctx.account).mchids, known), reading.days, closed);
}
