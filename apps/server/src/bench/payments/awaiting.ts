import { wireFromInstant } from "@tillbook/domain/time";
import { digest } from "@tillbook/qfpay/signing";
import type pg from "pg";
import { MERCHANT } from "../product/start-product.ts";

/** A notification as QFPay would post it: the body's bytes and their signature. */
export type SignedNotice = { readonly body: string; readonly sign: string };

/**
 * Writes `count` payments that wait to be paid, each with its order, as creations leave them, and the same rows again for the bare route
 * to write to.
 * @returns what QFPay will say of them, one notice each
 */
export async function awaitingPayments(client: pg.Client, count: number, series: string): Promise<SignedNotice[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS "BarePayment" (LIKE "Payment" INCLUDING ALL)`);
  for (const statement of FILL) await client.query(statement, [MERCHANT.appCode, count, series]);
  await client.query(`ANALYZE "Order"; ANALYZE "Payment"; ANALYZE "Transaction"; ANALYZE "BarePayment"`);
  const now = wireFromInstant(new Date());
  return Array.from({ length: count }, (_, nth) => {
    const number = `${series}${String(nth + 1).padStart(7, "0")}`;
    const body = JSON.stringify({
      status: "1",
      pay_type: "800201",
      sysdtm: now,
      paydtm: now,
      goods_name: "",
      txcurrcd: "HKD",
      txdtm: now,
      txamt: "8800",
      out_trade_no: `P${number}`,
      syssn: `S${number}`,
      cancel: "0",
      respcd: "0000",
      notify_type: "payment",
      chnlsn: `4200${number}`,
    });
    return { body, sign: digest(body, MERCHANT.clientKey, "MD5") };
  });
}

/** What is answered quickly but not applied would be no figure at all. */
export async function mustAllBePaid(books: pg.Client, notices: readonly SignedNotice[]): Promise<void> {
  const numbers = notices.map(({ body }) => String(JSON.parse(body).out_trade_no));
  const { rows } = await books.query<{ unpaid: string }>(
    `SELECT count(*) AS "unpaid" FROM "Payment" p JOIN "Order" o ON o."id" = p."orderId" WHERE p."outTradeNo" = ANY($1) AND (p."state" <> 'paid' OR o."state" <> 'paid')`,
    [numbers],
  );
  if (rows[0]?.unpaid !== "0") throw new Error(`${rows[0]?.unpaid} of ${numbers.length} notifications were not applied`);
}

const EACH = `FROM "MerchantAccount" a, generate_series(1, $2::int) n, LATERAL (SELECT $3::text || lpad(n::text, 7, '0') AS number) x WHERE a."appCode" = $1`;
const ID = (of: string): string => `md5('${of}' || x.number)::uuid`;
const FILL = [
  `INSERT INTO "Order" ("id","accountId","number","requestId","amountMinor","currency","face","linkToken","state","stateAt","expiresAt","createdBy","createdAt")
   SELECT ${ID("o")}, a."id", x.number, x.number, 8800, 'HKD', 'qr', x.number, 'open', now(), now() + interval '1 day', 'system', now() ${EACH}`,
  `INSERT INTO "Payment" ("id","accountId","orderId","outTradeNo","payType","amountMinor","currency","state","stateAt","txdtm","syssn","sysdtm","expiresAt","createdAt")
   SELECT ${ID("p")}, a."id", ${ID("o")}, 'P' || x.number, '800201', 8800, 'HKD', 'awaiting', now(), now(), 'S' || x.number, now(), now() + interval '1 hour', now() ${EACH}`,
  `INSERT INTO "Transaction" ("id","accountId","syssn","outTradeNo","kind","payType","amountMinor","currency","respcd","sysdtm","paymentId","createdAt","updatedAt")
   SELECT ${ID("t")}, a."id", 'S' || x.number, 'P' || x.number, 'payment', '800201', 8800, 'HKD', '1143', now(), ${ID("p")}, now(), now() ${EACH}`,
  `INSERT INTO "BarePayment" SELECT p.* FROM "Payment" p JOIN "MerchantAccount" a ON a."id" = p."accountId" AND a."appCode" = $1
   WHERE p."outTradeNo" > 'P' || $3::text AND p."outTradeNo" <= 'P' || $3::text || lpad($2::text, 7, '0')`,
];
