import { z } from "zod";
import type { House } from "./house.ts";

const line = z.object({ at: z.date(), what: z.string() });
const faultLog = z.object({
  log: z.array(z.object({ at: z.string(), operation: z.string(), out_trade_no: z.string(), action: z.unknown() })),
});

/** All that both sides know of the order that a number belongs to, for whoever looks for a mistake. */
export async function historyOf(house: House, outTradeNo: string): Promise<string[]> {
  const rows = await house.db.read.sql(HISTORY, [outTradeNo]);
  const numbers = await house.db.read.sql<{ number: string }>(
    `SELECT "outTradeNo" AS "number" FROM "Payment" WHERE "orderId" = (${ORDER_ID})`,
    [outTradeNo],
  );
  const struck = faultLog.parse(await house.simulator.control("GET", "/control/faults/log")).log;
  const own = new Set([outTradeNo, ...numbers.map(({ number }) => number)]);
  const faults = struck.filter((fault) => fault.out_trade_no.split(",").some((number) => own.has(number)));
  return [
    ...rows.map((row) => line.parse(row)).map(({ at, what }) => `${at.toISOString()} ${what}`),
    ...faults.map((fault) => `${fault.at} at QFPay: ${fault.operation} ${fault.out_trade_no} ${JSON.stringify(fault.action)}`),
    ...(await house.simulator.book()).filter((row) => own.has(row.out_trade_no)).map((row) => `in QFPay's book: ${JSON.stringify(row)}`),
  ];
}

const ORDER_ID = `SELECT "orderId" FROM "Payment" WHERE "outTradeNo" = $1 UNION SELECT "orderId" FROM "Refund" WHERE "outTradeNo" = $1`;
const HISTORY = `WITH "o" AS (${ORDER_ID}), "ids" AS (SELECT "orderId" AS "id", 'order' AS "name" FROM "o"
    UNION SELECT "id", "outTradeNo" FROM "Payment" WHERE "orderId" IN (SELECT "orderId" FROM "o")
    UNION SELECT "id", "outTradeNo" FROM "Refund" WHERE "orderId" IN (SELECT "orderId" FROM "o"))
  SELECT c."at", format('%s: %s -> %s by %s', "name", "before", "after", "actor") AS "what" FROM "StateChange" c JOIN "ids" ON "ids"."id" = c."subjectId"
  UNION ALL SELECT "receivedAt", format('heard of %s: %s, %s, %s %s', "name", "source", "verdict", "respcd", "findings")
    FROM "Observation" JOIN "ids" ON "ids"."id" IN ("paymentId", "refundId")
  UNION ALL SELECT coalesce("nextEnquiryAt", "createdAt"), format('%s is %s, asked %s times, next at %s', "outTradeNo", "state", "enquiries", "nextEnquiryAt")
    FROM "Payment" WHERE "orderId" IN (SELECT "orderId" FROM "o")
  ORDER BY 1`;
