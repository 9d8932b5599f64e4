import { HEADERS } from "@tillbook/qfpay/names";
import pg from "pg";
import { percentile, rounded } from "../frame/figures.ts";
import { type HttpClient, httpClient } from "../frame/http-client.ts";
import type { Row } from "../frame/report.ts";
import { awaitingPayments, mustAllBePaid, type SignedNotice } from "./awaiting.ts";

const A_SECOND = 500;
const TICK_MS = 20;
const AT_ONCE = (A_SECOND * TICK_MS) / 1_000;
const IN_TIME_MS = 1_000;
const CONNECTIONS = 256;

/**
 * As many true notifications as forged ones, 500 of each a second whatever becomes of them: how many of the true ones are answered within
 * a second of their time, none of them being lost and none of the forged believed.
 */
export async function floodRows(at: { productUrl: string; databaseUrl: string }, seconds: number): Promise<Row[]> {
  const books = new pg.Client(at.databaseUrl);
  const client = httpClient(CONNECTIONS);
  try {
    await books.connect();
    const notices = await awaitingPayments(books, A_SECOND * seconds, `F${process.pid.toString(36)}`.toUpperCase());
    const took = await pour(client, `${at.productUrl}/hooks/qfpay`, notices);
    await mustAllBePaid(books, notices);
    const inTime = took.filter((ms) => ms <= IN_TIME_MS).length;
    return [
      {
        name: "flood: true notifications answered within 1 s, %",
        figure: Math.floor((inTime / took.length) * 10_000) / 100,
        budget: { atLeast: 99.9, aim: 100 },
        details: { seconds, true: took.length, forged: took.length, "p99 ms": rounded(percentile(took, 99)) },
        isRefused: false,
      },
    ];
  } finally {
    client.close();
    await books.end();
  }
}

/**
 * Sends by the clock, not by the answers; each true one is timed from when it was due. Throws when one of them was not taken, or a forged
 * one was.
 */
async function pour(client: HttpClient, url: string, notices: readonly SignedNotice[]): Promise<number[]> {
  const began = performance.now();
  const sent: Promise<{ isForged: boolean; isTaken: boolean; ms: number }>[] = [];
  const send = async (body: string, sign: string, { dueMs, isForged }: { dueMs: number; isForged: boolean }) => {
    const { status } = await client.send("POST", url, { "content-type": "application/json", [HEADERS.sign]: sign }, body);
    return { isForged, isTaken: status === 200, ms: performance.now() - began - dueMs };
  };
  for (let from = 0; from < notices.length; from += AT_ONCE) {
    const dueMs = (from / A_SECOND) * 1_000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + dueMs - performance.now())));
    for (const { body, sign } of notices.slice(from, from + AT_ONCE)) {
      sent.push(send(body, sign, { dueMs, isForged: false }));
      sent.push(send(body.replace('"8800"', '"880000"'), sign, { dueMs, isForged: true }));
    }
  }
  const answers = await Promise.all(sent);
  const wrong = answers.filter(({ isForged, isTaken }) => isForged === isTaken).length;
  if (wrong > 0) throw new Error(`${wrong} notifications were taken though forged, or refused though true`);
  return answers.flatMap(({ isForged, ms }) => (isForged ? [] : [ms]));
}
