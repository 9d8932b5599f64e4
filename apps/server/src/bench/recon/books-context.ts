import type { BooksContext } from "@tillbook/api/settlement";
import type { Database } from "@tillbook/db/client";
import { ACCOUNT_ID } from "./fill-books.ts";

/** A finance person at the desk of the made account. */
export async function booksContext(db: Database): Promise<BooksContext> {
  const account = await db.read.accounts.byId(ACCOUNT_ID);
  if (account === null) throw new Error("the made account is not there");
  const silent = (): void => undefined;
  return {
    actor: { kind: "staff", userId: "bench", name: "Bench", role: "finance" },
    account,
    db,
    clock: { now: () => new Date() },
    log: { info: silent, warn: silent, error: silent },
  };
}
