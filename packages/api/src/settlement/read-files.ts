import { pageUpTo, readPlace, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import type { BooksContext } from "./books-context.ts";
import { fileView } from "./file-view.ts";
import type { StatementFileView } from "./views.ts";

/** The account's statement files, newest first. */
export async function listFiles(ctx: BooksContext, query: { limit: number }): Promise<StatementFileView[]> {
  requireRight(ctx.actor, "readSettlement");
  return (await ctx.db.read.statements.list(ctx.account.id, query.limit)).map(fileView);
}

/** A page of them. The cursor tells where the page before ended; one that we did not write is refused (`invalid_input`). */
export async function pageOfFiles(
  ctx: BooksContext,
  { limit, cursor }: { limit: number; cursor: string | undefined },
): Promise<{ items: StatementFileView[]; nextCursor: string | null }> {
  requireRight(ctx.actor, "readSettlement");
  const files = await ctx.db.read.statements.list(ctx.account.id, limit + 1, cursor === undefined ? null : readPlace(cursor));
  const { items, nextCursor } = pageUpTo(limit, files, ({ receivedAt: at, id }) => ({ at, id }));
  return { items: items.map(fileView), nextCursor };
}

/** One statement file, or `not_found`: another account's file and none at all look alike. */
export async function fileDetail(ctx: BooksContext, query: { fileId: string }): Promise<StatementFileView> {
  requireRight(ctx.actor, "readSettlement");
  const file = await ctx.db.read.statements.byId(ctx.account.id, query.fileId);
  if (!file) throw new AppError("not_found", "there is no such statement");
  return fileView(file);
}
