import { randomUUID } from "node:crypto";
import type { StoredMapping } from "@tillbook/db/settlement";
import type { ColumnMapping, StatementEncoding } from "@tillbook/domain/settlement";
import {
  type Inspection,
  inspectStatement,
  type Preview,
  previewStatement,
  type Spooled,
  STATEMENT_LIMITS,
  spool,
} from "@tillbook/qfpay/statements";
import { actorName, requireRight } from "../context/index.ts";
import { type BooksContext, rulesOf } from "./books-context.ts";

/** Mappings that people have saved, the newest version of each header. */
export async function listMappings(ctx: BooksContext): Promise<StoredMapping[]> {
  requireRight(ctx.actor, "readSettlement");
  return ctx.db.read.mappings.newest(ctx.account.id);
}

/** Saves a mapping under the signature of its header: it reads every further file with that header. Answers its version. */
export async function saveMapping(ctx: BooksContext, command: { signature: string; mapping: ColumnMapping }): Promise<{ version: number }> {
  requireRight(ctx.actor, "reconcile");
  const { id: accountId } = ctx.account;
  const [savedBy, savedAt] = [actorName(ctx.actor), ctx.clock.now()];
  return ctx.db.unitOfWork(async (tx) => {
    await tx.statements.lockImports(accountId);
    const version = await tx.mappings.insert({ id: randomUUID(), accountId, ...command, savedBy, savedAt });
    const details = { name: command.mapping.name, version };
    const subject = { subject: "mapping", subjectId: command.signature };
    await tx.audit.insert({ accountId, actor: savedBy, action: "mapping.saved", ...subject, details, at: savedAt });
    return { version };
  });
}

export type LookIntoFile = {
  bytes: AsyncIterable<Uint8Array> | Uint8Array;
  encoding?: StatementEncoding;
  signal?: AbortSignal;
};

/** Looks into a file without taking anything from it, for the mapping screen. */
export async function inspectFile(ctx: BooksContext, { bytes, ...options }: LookIntoFile): Promise<Inspection> {
  requireRight(ctx.actor, "reconcile");
  return withSpooled(bytes, (file) => inspectStatement(file, options));
}

/** How a file would be read: its first fifty rows as we understand them, and what all of them come to. Nothing is kept. */
export async function previewFile(
  ctx: BooksContext,
  { bytes, ...options }: LookIntoFile & { mapping?: ColumnMapping; profile?: string; table?: string },
): Promise<Preview> {
  requireRight(ctx.actor, "reconcile");
  const savedMappings = await ctx.db.read.mappings.newest(ctx.account.id);
  const mchid = ctx.account.mchid ?? rulesOf(ctx.account).mchids[0];
  return withSpooled(bytes, (file) => previewStatement(file, { ...options, savedMappings, mchid }));
}

async function withSpooled<T>(bytes: LookIntoFile["bytes"], look: (file: Spooled) => Promise<T>): Promise<T> {
  const source = bytes instanceof Uint8Array ? once(bytes) : bytes;
  const file = await spool(source, STATEMENT_LIMITS.maxBytes);
  try {
    return await look(file);
  } finally {
    await file.discard();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
