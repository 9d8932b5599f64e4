import { listOrders } from "@tillbook/db/orders";
import type pg from "pg";
import { alternate, compare } from "../frame/compare.ts";
import { bodyOf, type HttpClient } from "../frame/http-client.ts";
import { comparedRow, type Row } from "../frame/report.ts";
import type { Product } from "../product/start-product.ts";
import { type Books, type Effort, filterOf } from "./paging.ts";
import { type KnownOrder, someOrders } from "./places.ts";
import { runBare, statementOf } from "./statement.ts";

const BUDGET = { atMost: 3, aim: 1.5 };
const BY_KEY = `SELECT * FROM "Order" WHERE "accountId" = $1 AND "id" = $2`;

/** What is typed, out of an order's numbers. */
const SEARCHES: Readonly<Record<string, (order: KnownOrder) => string>> = {
  "number, exact": ({ number }) => number,
  "number, first 7 of 9": ({ number }) => number.slice(0, 7),
  "outTradeNo, exact": ({ outTradeNo }) => outTradeNo,
  "outTradeNo, first 12 of 20": ({ outTradeNo }) => outTradeNo.slice(0, 12),
  "syssn, exact": ({ syssn }) => syssn,
  "syssn, first 22 of 24": ({ syssn }) => syssn.slice(0, 22),
};

/** P10: the statement of a search for the start of a number, against a bare read by key; and once over HTTP, list against one order. */
export async function searchingRows(
  client: pg.Client,
  books: Books,
  { rounds, samples }: Effort,
  at: { product: Product; client: HttpClient },
): Promise<Row[]> {
  const next = await someOrders(client, books.accountId, 5_000);
  const { text, params } = await statementOf((sql) => listOrders(sql, { ...filterOf(books, null, null), search: "?" }));
  const byKey = () => runBare(client, { text: BY_KEY, params: [books.accountId, next().id] });
  const search = (typed: string) => runBare(client, { text, params: params.map((value) => (value === "?" ? typed : value)) });
  const rows: Row[] = [];
  for (const [name, typedOf] of Object.entries(SEARCHES)) {
    const comparison = await compare(rounds, () => alternate(samples, byKey, () => search(typedOf(next()))));
    rows.push(comparedRow(`P10 ${name}`, comparison, "ms", BUDGET));
  }
  const get = (address: string) => bodyOf(at.client.send("GET", `${at.product.url}/bench/orders${address}`));
  const overHttp = await compare(rounds, () =>
    alternate(
      samples,
      () => get(`/${next().id}`),
      () => get(`?input=${encodeURIComponent(JSON.stringify({ q: next().outTradeNo }))}`),
    ),
  );
  return [...rows, comparedRow("P10 outTradeNo, over HTTP", overHttp, "ms", BUDGET)];
}
