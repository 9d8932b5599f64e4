import { type BooksContext, importStatement } from "../../settlement/index.ts";
import { row, sold, statement, takeIn } from "../../settlement/testing/books.ts";

/** A day with one of each: P1 matched, P2 broken by a cent, P3 carried, and a row of another merchant. */
export async function mixedDay(ctx: BooksContext): Promise<void> {
  await takeIn(ctx, sold("P1"), sold("P2"), sold("P3"));
  const rows = [row({ syssn: "P1" }), row({ syssn: "P2", gross: "99.99", net: "99.19" }), row({ syssn: "X", mchid: "SHOP2" })];
  await importStatement(ctx, { name: "day.csv", bytes: statement(...rows) });
}
