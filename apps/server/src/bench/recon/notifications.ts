import { HEADERS } from "@tillbook/qfpay/names";
import pg from "pg";
import { HOLDS_LITTLE } from "../../apart/index.ts";
import { compare } from "../frame/compare.ts";
import { percentile } from "../frame/figures.ts";
import { bodyOf, type HttpClient, httpClient } from "../frame/http-client.ts";
import { comparedRow, type Row } from "../frame/report.ts";
import { awaitingPayments, type SignedNotice } from "../payments/awaiting.ts";
import { MERCHANT, startProduct, WITHOUT_JOBS } from "../product/start-product.ts";
import type { MadeBooks } from "./made-books.ts";
import { runMeasured } from "./measured.ts";

/** One notification in so many milliseconds: a busy merchant's noon. */
const PACE_MS = 20;
const ALONE = 500;
/** As many as may come while the longest run lasts. */
const BESIDE = 20_000;

/** The made account has no key of its own, and the product would say so again and again. */
const SAME_KEY = `UPDATE "MerchantAccount" a SET "sealedClientKey" = o."sealedClientKey" FROM "MerchantAccount" o WHERE o."appCode" = $1`;

/** P12: how much longer notifications wait while a day is imported and run beside them, in a process of its own on the same database. */
export async function notificationRows(books: MadeBooks, rounds: number): Promise<Row[]> {
  let series = 0;
  const compared = await compare(rounds, async () => {
    const url = await books.fresh();
    const product = await startProduct({ databaseUrl: url, qfpayUrl: "http://127.0.0.1:9", flags: [WITHOUT_JOBS] });
    const client = new pg.Client(url);
    const http = httpClient(64);
    try {
      await client.connect();
      await client.query(SAME_KEY, [MERCHANT.appCode]);
      const [warm, alone, beside] = [
        await awaitingPayments(client, ALONE, `W${series}`),
        await awaitingPayments(client, ALONE, `A${series}`),
        await awaitingPayments(client, BESIDE, `B${series++}`),
      ];
      const at = `${product.url}/hooks/qfpay`;
      await paced(http, at, warm, () => false);
      const reference = await paced(http, at, alone, () => false);
      let isOver = false;
      const running = runMeasured("product-program.ts", [url, books.files.statement], HOLDS_LITTLE).finally(() => {
        isOver = true;
      });
      const during = await paced(http, at, beside, () => isOver);
      await running;
      return { reference: percentile(reference, 99), product: percentile(during, 99) };
    } finally {
      http.close();
      await client.end();
      await product.stop();
    }
  });
  return [comparedRow("P12 p99 of notifications beside a run ÷ alone", compared, "ms", { atMost: 2, aim: 1.3 })];
}

/** Posts notices at an even pace, whatever becomes of those before, and answers how long each took in milliseconds. */
async function paced(client: HttpClient, address: string, notices: readonly SignedNotice[], isOver: () => boolean): Promise<number[]> {
  const took: Promise<number>[] = [];
  for (const { body, sign } of notices) {
    if (isOver()) break;
    const start = performance.now();
    const sent = client.send("POST", address, { "content-type": "application/json", [HEADERS.sign]: sign }, body);
    took.push(bodyOf(sent).then(() => performance.now() - start));
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
  return Promise.all(took);
}
