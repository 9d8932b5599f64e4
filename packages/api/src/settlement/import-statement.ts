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
import { type Apart, requireRight } from "../context/index.ts";
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
  receivedAt?: Date | undefined;
  /** Size announced by the upload, for progress only. */
  announcedSize?: number;
  limits?: StatementLimits | undefined;
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
  const { maxBytes } = command.limits ?? STATEMENT_LIMITS;
  const total = command.announcedSize ?? null;
  const source = command.bytes instanceof Uint8Array ? once(command.bytes) : command.bytes;
  let seen = 0;
  return orRefused(
    ctx,
    command,
    () => seen,
    async () => {
      const file = await spool(source, maxBytes, (bytes) => {
        command.signal?.throwIfAborted();
        seen = bytes;
        onProgress({ phase: "receiving", bytes, total, rows: 0 });
      });
      const onRows = (rows: number): void => onProgress({ phase: "reading", bytes: file.size, total: file.size, rows });
      try {
        return await (ctx.apart?.isLarge.file(file.size)
          ? importApart(ctx, ctx.apart, command, file, onRows)
          : importSetDown(ctx, command, file, onRows));
      } finally {
        await file.discard();
      }
    },
  );
}

/** Takes in a file that lies ready; as {@link importStatement}, but for its coming in. */
export function importSetDown(
  ctx: BooksContext,
  command: SetDownImport,
  file: Spooled,
  onRows: (rows: number) => void,
): Promise<ImportView> {
  requireRight(ctx.actor, "reconcile");
  const limits = command.limits ?? STATEMENT_LIMITS;
  return orRefused(
    ctx,
    command,
    () => file.size,
    () => ctx.db.unitOfWork((tx) => keep(ctx, tx, { ...command, limits }, file, onRows), { bulk: true }),
  );
}

type SetDownImport = Omit<ImportStatement, "bytes" | "announcedSize">;

function importApart(
  ctx: BooksContext,
  apart: Apart,
  command: SetDownImport,
  file: Spooled,
  onRows: (rows: number) => void,
): Promise<ImportView> {
  const { size, rawSha256, head, isUtf8, path } = file;
  const { name, receivedAt, limits, accepts, profile, mapping, encoding, table, signal } = command;
  const how = { name, receivedAt, limits, accepts, profile, mapping, encoding, table };
  const asked = {
    accountId: ctx.account.id,
    actor: ctx.actor,
    at: ctx.clock.now(),
    command: how,
    file: { size, rawSha256, head, isUtf8, path },
  };
  return apart.importFile(asked, onRows, signal);
}

/** What cannot be taken in at all is told like any other end of an import. */
async function orRefused(
  ctx: BooksContext,
  command: SetDownImport,
  seen: () => number,
  work: () => Promise<ImportView>,
): Promise<ImportView> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const reading = { kind: "refused", reason: error.reason, hint: error.hint, params: error.params, encoding: null } as const;
    const attempt = receivedFile(ctx, command, { size: seen(), rawSha256: "" });
    return ctx.db.unitOfWork((tx) => refused(ctx, tx, attempt, reading));
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function keep(
  ctx: BooksContext,
  tx: Repositories,
  command: SetDownImport & { limits: StatementLimits },
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
