import { connect } from "@tillbook/db/client";
import { migrate, startTemporaryDatabase } from "@tillbook/db/embedded";
import pg from "pg";
import { httpClient } from "../frame/http-client.ts";
import { conclude, machine, printRow, type Row } from "../frame/report.ts";
import { MERCHANT, startProduct, WITHOUT_JOBS } from "../product/start-product.ts";
import { dashboardRows } from "./dashboard.ts";
import { generate } from "./generate.ts";
import { readOptions } from "./options.ts";
import { type Books, pagingRows } from "./paging.ts";
import { routeTo } from "./routes.ts";
import { searchingRows } from "./searching.ts";

/** The generated month: the 30 days that end with this instant. */
const UNTIL = new Date("2026-03-31T00:00:00+08:00");
const DAY_MS = 24 * 60 * 60_000;

/** Lists, searches and the dashboard over many orders: P9, P10 and P11 of docs/performance.md. */
export async function lists(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const database = options.database === undefined ? await startTemporaryDatabase() : await given(options.database);
  const product = await startProduct({ databaseUrl: database.url, qfpayUrl: "http://127.0.0.1:9", flags: [WITHOUT_JOBS] }); // QFPay is not asked
  const client = new pg.Client(database.url);
  const db = connect(database.url, { onError: console.error });
  const http = httpClient(1);
  try {
    await client.connect();
    const books = await filledBooks(client, database.url, options.orders);
    const rows: Row[] = [];
    const take = (more: readonly Row[]): void => {
      for (const row of more) printRow(row);
      rows.push(...more);
    };
    for (const name of options.route) take(await pagingRows(client, books, await routeTo(product, http, name), options));
    take(await searchingRows(client, books, options, { product, client: http }));
    take(await dashboardRows({ client, db }, books, options, { product, client: http }));
    conclude("lists", rows, { orders: books.orders });
  } finally {
    http.close();
    await client.end();
    await db.close();
    await product.stop();
    await database.stop();
  }
}

async function given(url: string): Promise<{ url: string; stop(): Promise<void> }> {
  await migrate(url);
  return { url, stop: async () => {} };
}

/** The account of the product and its orders, generated unless they are there already. */
async function filledBooks(client: pg.Client, url: string, wanted: number): Promise<Books & { orders: number }> {
  const [account] = (await client.query<{ id: string }>(`SELECT "id" FROM "MerchantAccount" WHERE "appCode" = $1`, [MERCHANT.appCode]))
    .rows;
  if (!account) throw new Error("the product has no account");
  const count = async () => Number((await client.query<{ count: string }>(`SELECT count(*) FROM "Order"`)).rows[0]?.count);
  if ((await count()) === 0) {
    const seconds = await generate(url, account.id, wanted, UNTIL);
    console.log(`generated ${wanted} orders in ${seconds} s`);
  }
  console.log(`cores and load: ${JSON.stringify(machine())}`);
  return { accountId: account.id, from: new Date(UNTIL.getTime() - 30 * DAY_MS), until: UNTIL, orders: await count() };
}
