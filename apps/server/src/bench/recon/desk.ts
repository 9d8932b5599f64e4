import { listBreaks, readBalances, readChecklist, readDay, readEntries, runDay } from "@tillbook/api/reconciliation";
import { importStatement } from "@tillbook/api/settlement";
import { connect } from "@tillbook/db/client";
import { settlementDaySchema } from "@tillbook/domain/time";
import { filePieces } from "@tillbook/qfpay/statements";
import { rounded } from "../frame/figures.ts";
import type { Row } from "../frame/report.ts";
import { booksContext } from "./books-context.ts";
import type { MadeBooks } from "./made-books.ts";
import { AS_OF, DAY } from "./made-day.ts";

const PAGE = 50;

/** How long the desk takes over a day that has just come, in seconds and without budgets: the database knows little of its rows yet. */
export async function deskRows(books: MadeBooks): Promise<Row[]> {
  const db = connect(await books.fresh(), { onError: console.error });
  const rows: Row[] = [];
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const answer = await work();
    const seconds = rounded((performance.now() - started) / 1_000);
    rows.push({ name: `${name}, s`, figure: seconds, budget: null, isRefused: false, details: { lines: books.lines } });
    return answer;
  };
  try {
    const ctx = await booksContext(db);
    const settleDay = settlementDaySchema.parse(DAY);
    await timed("import", () => importStatement(ctx, { name: "statement.csv", bytes: filePieces(books.files.statement) }));
    const { runId } = await timed("run", () => runDay(ctx, { settleDay, asOf: settlementDaySchema.parse(AS_OF) }));
    await timed("day", () => readDay(ctx, { settleDay }));
    const page = { settleDay, runId, kind: "matched", limit: PAGE } as const;
    await timed("first page of matches", () => readEntries(ctx, { ...page, after: -1 }));
    await timed("last page of matches", () => readEntries(ctx, { ...page, after: books.lines - PAGE }));
    await timed("page of breaks", () => listBreaks(ctx, { isSettled: false, limit: PAGE }));
    await timed("checklist of the close", () => readChecklist(ctx, { settleDay }));
    await timed("balance proof", () => readBalances(ctx, { settleDay }));
    return rows;
  } finally {
    await db.close();
  }
}
