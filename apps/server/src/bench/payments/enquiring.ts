import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { compareEach, timed } from "../frame/compare.ts";
import { drive } from "../frame/drive.ts";
import { httpClient } from "../frame/http-client.ts";
import { comparedRow, type Row } from "../frame/report.ts";
import { MERCHANT } from "../product/start-product.ts";
import { bareCaller } from "./bare-calls.ts";

const LOOK_EVERY_MS = 10;

/**
 * Enquiries a second by the product's own job, from payments that are all due at once until each was asked about and what was heard is
 * in the books, against the same enquiries made bare, one after the other, with nothing kept.
 */
export async function enquiringRows(
  at: { databaseUrl: string; gatewayUrl: string },
  effort: { rounds: number; samples: number },
): Promise<Row[]> {
  const books = new pg.Client(at.databaseUrl);
  const client = httpClient(1);
  try {
    await books.connect();
    const bare = bareCaller(client, at.gatewayUrl);
    const compared = await compareEach(effort.rounds, { perSecond: "ratio" }, async () => {
      const numbers = await openNumbers(books, effort.samples);
      const reference = await drive(1, numbers.length, (nth) => bare.enquire(numbers[nth] ?? ""));
      const took = await timed(() => askAll(books, numbers));
      return { perSecond: { reference: reference.perSecond, product: (numbers.length / took) * 1_000 } };
    });
    return [...compared.values()].map((comparison) => comparedRow("enquiries/s", comparison, "per s", null));
  } finally {
    client.close();
    await books.end();
  }
}

/** Payments that QFPay knows and nobody has paid. */
async function openNumbers(books: pg.Client, count: number): Promise<string[]> {
  const { rows } = await books.query<{ outTradeNo: string }>(
    `SELECT p."outTradeNo" FROM "Payment" p JOIN "MerchantAccount" a ON a."id" = p."accountId" WHERE a."appCode" = $1 AND p."state" = 'awaiting' AND p."qrcode" IS NOT NULL
     ORDER BY p."createdAt" DESC LIMIT $2`,
    [MERCHANT.appCode, count],
  );
  if (rows.length < count) throw new Error(`only ${rows.length} payments are open`);
  return rows.map(({ outTradeNo }) => outTradeNo);
}

async function askAll(books: pg.Client, numbers: readonly string[]): Promise<void> {
  const asked = await books.query<{ sum: string }>(
    `WITH due AS (UPDATE "Payment" SET "nextEnquiryAt" = now() WHERE "outTradeNo" = ANY($1) RETURNING "enquiries") SELECT sum("enquiries") FROM due`,
    [numbers],
  );
  const wanted = Number(asked.rows[0]?.sum) + numbers.length;
  for (;;) {
    const { rows } = await books.query<{ sum: string }>(`SELECT sum("enquiries") FROM "Payment" WHERE "outTradeNo" = ANY($1)`, [numbers]);
    if (Number(rows[0]?.sum) >= wanted) return;
    await sleep(LOOK_EVERY_MS);
  }
}
