import path from "node:path";
import { HEADERS } from "@tillbook/qfpay/names";
import pg from "pg";
import { compare } from "../frame/compare.ts";
import { type Driven, drive } from "../frame/drive.ts";
import { median, rounded } from "../frame/figures.ts";
import { bodyOf, type HttpClient, httpClient } from "../frame/http-client.ts";
import { comparedRow, type Row } from "../frame/report.ts";
import { startProgram } from "../frame/start-program.ts";
import { MERCHANT, type Product } from "../product/start-product.ts";
import { awaitingPayments, mustAllBePaid, type SignedNotice } from "./awaiting.ts";

const IN_FLIGHT = 16;

/** P8: notifications that are verified, applied and committed, a second, against a bare route with one write by key. */
export async function hearingRows(
  at: { product: Product; databaseUrl: string },
  effort: { rounds: number; samples: number },
): Promise<Row[]> {
  const books = new pg.Client(at.databaseUrl);
  await books.connect();
  const [account] = (await books.query<{ id: string }>(`SELECT "id" FROM "MerchantAccount" WHERE "appCode" = $1`, [MERCHANT.appCode])).rows;
  const bare = await startProgram({ file: path.join(import.meta.dirname, "bare-route.ts"), args: [at.databaseUrl, account?.id ?? ""] });
  const client = httpClient(IN_FLIGHT);
  try {
    const p99s: { reference: number[]; product: number[] } = { reference: [], product: [] };
    let series = 0;
    const round = async (samples: number) => {
      const notices = await awaitingPayments(books, samples, `${process.pid.toString(36)}${(series++).toString(36)}`.toUpperCase());
      const reference = await posted(client, `${bare.url}/notified`, notices);
      const product = await posted(client, `${at.product.url}/hooks/qfpay`, notices);
      await mustAllBePaid(books, notices);
      p99s.reference.push(reference.p99);
      p99s.product.push(product.p99);
      return { reference: reference.perSecond, product: product.perSecond };
    };
    await round(IN_FLIGHT * 20);
    const comparison = await compare(effort.rounds, () => round(effort.samples));
    const row = comparedRow(`P8 notifications/s at ${IN_FLIGHT}`, comparison, "per s", { atLeast: 0.5, aim: 0.7 });
    const tails = { "reference p99 ms": rounded(median(p99s.reference)), "product p99 ms": rounded(median(p99s.product)) };
    return [{ ...row, details: { ...row.details, ...tails } }];
  } finally {
    client.close();
    await bare.stop();
    await books.end();
  }
}

function posted(client: HttpClient, address: string, notices: readonly SignedNotice[]): Promise<Driven> {
  return drive(IN_FLIGHT, notices.length, async (nth) => {
    const notice = notices[nth];
    if (!notice) throw new Error("there is no such notice");
    await bodyOf(client.send("POST", address, { "content-type": "application/json", [HEADERS.sign]: notice.sign }, notice.body));
  });
}
