import { isDeepStrictEqual } from "node:util";
import type { Database } from "@tillbook/db/client";
import { foldTakings, type TakingsSpan, takings, takingsFromRows } from "@tillbook/db/insights";
import type pg from "pg";
import { alternate, compare, timed } from "../frame/compare.ts";
import { median } from "../frame/figures.ts";
import { bodyOf, type HttpClient } from "../frame/http-client.ts";
import { comparedRow, type Row } from "../frame/report.ts";
import type { Product } from "../product/start-product.ts";
import type { Books, Effort } from "./paging.ts";
import { runBare, statementOf } from "./statement.ts";

const BUDGET = { atMost: 1 / 100, aim: 1 / 1_000 };
const DAY_MS = 24 * 60 * 60_000;

/** What the dashboard shows, added up from the rows in the quickest way there is: one pass over each table. */
const RAW = `SELECT "currency", date_bin('1 day', "paydtm", '2000-01-01T00:00:00+08:00') AS "day", sum("amountMinor"), count(*) FROM "Payment"
    WHERE "accountId" = $1 AND "state" = 'paid' AND "paydtm" >= $2 AND "paydtm" < $3 GROUP BY 1, 2
  UNION ALL SELECT "currency", date_bin('1 day', "sysdtm", '2000-01-01T00:00:00+08:00'), sum("amountMinor"), count(*) FROM "Refund"
    WHERE "accountId" = $1 AND "state" = 'refunded' AND "sysdtm" >= $2 AND "sysdtm" < $3 GROUP BY 1, 2`;

/** P11: takings of 30 days from the kept totals, in SQL and over HTTP, against the raw aggregate over the same rows; and their equality. */
export async function dashboardRows(
  { client, db }: { client: pg.Client; db: Database },
  books: Books,
  { rounds, samples }: Effort,
  at: { product: Product; client: HttpClient },
): Promise<Row[]> {
  const { accountId, from, until } = books;
  const span = { from, until, hoursFrom: new Date(until.getTime() - DAY_MS) };
  const kept = await statementOf((sql) => takings(sql, accountId, span));
  const day = new Date(until.getTime() - 1).toLocaleDateString("sv", { timeZone: "Asia/Hong_Kong" });
  const shown = () =>
    bodyOf(at.client.send("GET", `${at.product.url}/bench/takings?input=${encodeURIComponent(JSON.stringify({ day, days: 30 }))}`));
  const against = (product: () => Promise<unknown>) =>
    compare(rounds, async () => {
      const { product: asked } = await alternate(samples, () => Promise.resolve(), product);
      const raw = [
        await timed(() => client.query(RAW, [accountId, from, until])),
        await timed(() => client.query(RAW, [accountId, from, until])),
      ];
      return { reference: median(raw), product: asked };
    });
  const inSql = await against(() => runBare(client, kept));
  const overHttp = await against(shown);
  const isEqual = await staysEqual(db, accountId, span);
  return [
    comparedRow("P11 30 days", inSql, "ms", BUDGET),
    comparedRow("P11 30 days, over HTTP", overHttp, "ms", BUDGET),
    { name: "P11 equal", figure: isEqual ? 1 : 0, budget: { atLeast: 1, aim: 1 }, details: {}, isRefused: false },
  ];
}

/** Compares totals and rows as they are, after late news about many payments, and after that was folded in. */
async function staysEqual(db: Database, accountId: string, span: TakingsSpan): Promise<boolean> {
  const isEqual = () =>
    db.unitOfWork(
      async (tx) => {
        await tx.sql("SET LOCAL enable_indexscan = off"); // all rows are wanted: one by one takes a minute
        return isDeepStrictEqual(await takings(tx.sql, accountId, span), await takingsFromRows(tx.sql, accountId, span));
      },
      { bulk: true },
    );
  const atFirst = await isEqual();
  await db.read.sql(
    `UPDATE "Payment" SET "paydtm" = "paydtm" + interval '1 hour' WHERE "id" IN (
       SELECT "id" FROM "Payment" TABLESAMPLE SYSTEM (0.01) WHERE "accountId" = $1 AND "state" = 'paid')`,
    [accountId],
  );
  const afterLateNews = await isEqual();
  while ((await foldTakings(db.read.sql, 10_000)) === 10_000);
  return atFirst && afterLateNews && (await isEqual());
}
