import { HEADERS } from "@tillbook/qfpay/names";
import pg from "pg";
import { compareEach } from "../frame/compare.ts";
import { type Driven, drive } from "../frame/drive.ts";
import { bodyOf, httpClient } from "../frame/http-client.ts";
import { comparedRow, type Row } from "../frame/report.ts";
import { startProgram } from "../frame/start-program.ts";
import type { Product } from "../product/start-product.ts";
import { awaitingPayments, type SignedNotice } from "./awaiting.ts";

const IN_FLIGHT = 16;

/** P8: notifications that are verified, applied and committed, a second, against a bare route with one write by key. */
export async function hearingRows(
  at: { product: Product; databaseUrl: string },
  effort: { rounds: number; samples: number },
): Promise<Row[]> {
  const bare = await startProgram({ file: new URL("bare-route.ts", import.meta.url).pathname, args: [at.databaseUrl] });
  const client = httpClient(IN_FLIGHT);
  const books = new pg.Client(at.databaseUrl);
  try {
    await books.connect();
    await books.query(`CREATE TABLE IF NOT EXISTS "BareWrite" ("outTradeNo" text PRIMARY KEY, "state" text NOT NULL)`);
    const post = (address: string, notices: readonly SignedNotice[]): Promise<Driven> =>
      drive(IN_FLIGHT, notices.length, async (nth) => {
        const notice = notices[nth];
        if (!notice) throw new Error("there is no such notice");
        await bodyOf(client.send("POST", address, { "content-type": "application/json", [HEADERS.sign]: notice.sign }, notice.body));
      });
    let series = 0;
    const round = async (samples: number) => {
      const notices = await awaitingPayments(books, samples, `${process.pid.toString(36)}${(series++).toString(36)}`.toUpperCase());
      const reference = await post(`${bare.url}/notified`, notices);
      const product = await post(`${at.product.url}/hooks/qfpay`, notices);
      await mustAllBePaid(books, notices);
      return {
        perSecond: { reference: reference.perSecond, product: product.perSecond },
        p99: { reference: reference.p99, product: product.p99 },
      };
    };
    await round(IN_FLIGHT * 20);
    const compared = await compareEach(effort.rounds, { perSecond: "ratio", p99: "added" }, () => round(effort.samples));
    return [...compared].map(([name, comparison]) =>
      name === "perSecond"
        ? comparedRow(`P8 notifications/s at ${IN_FLIGHT}`, comparison, "per s", { atLeast: 0.5, aim: 0.7 })
        : comparedRow(`P8 added p99 at ${IN_FLIGHT}, ms`, comparison, "ms", null),
    );
  } finally {
    client.close();
    await books.end();
    await bare.stop();
  }
}

/** What is answered quickly but not applied would be no figure at all. */
async function mustAllBePaid(books: pg.Client, notices: readonly SignedNotice[]): Promise<void> {
  const numbers = notices.map(({ body }) => String(JSON.parse(body).out_trade_no));
  const { rows } = await books.query<{ unpaid: string }>(
    `SELECT count(*) AS "unpaid" FROM "Payment" p JOIN "Order" o ON o."id" = p."orderId" WHERE p."outTradeNo" = ANY($1) AND (p."state" <> 'paid' OR o."state" <> 'paid')`,
    [numbers],
  );
  if (rows[0]?.unpaid !== "0") throw new Error(`${rows[0]?.unpaid} of ${numbers.length} notifications were not applied`);
}
