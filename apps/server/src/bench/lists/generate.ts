import pg from "pg";

/** Every such order belongs to a neighbour, so that isolation between accounts has something to keep apart. */
const NEIGHBOUR_EVERY = 50;

const TABLES = ["Order", "Payment", "Refund", "Transaction", "TakingsHour", "TakingsDelta"];

/**
 * Fills a migrated database with `count` orders over the 30 days that end with `until`: payments (a tenth with an earlier attempt),
 * transactions and some refunds, in shuffled order as years of use would leave them. Set-based and without the triggers, which have
 * tests of their own; the kept totals are then added up from the rows.
 * @returns the seconds it took
 */
export async function generate(url: string, accountId: string, count: number, until: Date): Promise<number> {
  const started = performance.now();
  const from = new Date(until.getTime() - 30 * 24 * 60 * 60_000);
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET synchronous_commit = off");
    const restored = await withoutIndexes(client);
    await client.query(VIEW(accountId, count, from, until));
    for (const statement of [
      NEIGHBOUR(accountId),
      ORDERS,
      PAYMENTS,
      EARLIER_ATTEMPTS,
      REFUNDS,
      PAID_TRANSACTIONS,
      REFUND_TRANSACTIONS,
      TAKINGS,
    ]) {
      await client.query(statement);
    }
    for (const statement of restored) await client.query(statement);
    for (const table of TABLES) await client.query(`VACUUM (ANALYZE) "${table}"`);
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
  return Math.round((performance.now() - started) / 1_000);
}

/** Drops what only slows the filling down, and answers the statements that make it again: keys, indexes, references. */
async function withoutIndexes(client: pg.Client): Promise<string[]> {
  const { rows: constraints } = await client.query<{ table: string; name: string; definition: string; isReference: boolean }>(
    `SELECT conrelid::regclass::text AS "table", conname AS "name", pg_get_constraintdef(oid) AS "definition", contype = 'f' AS "isReference" FROM pg_constraint
     WHERE (contype = 'f' AND (conrelid = ANY($1::regclass[]) OR confrelid = ANY($1::regclass[]))) OR (contype = 'p' AND conrelid = ANY($1::regclass[]))
     ORDER BY contype`,
    [TABLES.map((name) => pg.escapeIdentifier(name))],
  );
  for (const { table, name } of constraints) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${pg.escapeIdentifier(name)}`);
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS "name", indexdef AS "definition" FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY($1)`,
    [TABLES],
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${pg.escapeIdentifier(name)}`);
  const added = ({ table, name, definition }: (typeof constraints)[number]) =>
    `ALTER TABLE ${table} ADD CONSTRAINT ${pg.escapeIdentifier(name)} ${definition}`;
  return [
    ...constraints.filter(({ isReference }) => !isReference).map(added),
    ...indexes.map(({ definition }) => definition),
    ...constraints.filter(({ isReference }) => isReference).map((reference) => `${added(reference)} NOT VALID`), // true by how the rows are made
  ];
}

const NEIGHBOUR = (accountId: string): string => `INSERT INTO "MerchantAccount"
  SELECT (jsonb_populate_record(a, '{"id": "00000000-0000-7000-8000-00000000000b", "appCode": "NEXTDOOR"}')).* FROM "MerchantAccount" a
  WHERE a."id" = ${pg.escapeLiteral(accountId)}`;

/** A name that sorts by time, like the product's own. */
const id = (of: string): string =>
  `(lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5('${of}' || k), 1, 3) || '8' || substr(md5('${of}' || k), 4, 15))::uuid`;

const DIGIT = (place: number): string => `substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((spread >> ${place * 5}) & 31)::int + 1, 1)`;
const DIGITS = (from: number): string => [0, 1, 2, 3].map((place) => DIGIT(from + place)).join(" || ");

/** Order `k` of `count`, in an order that has nothing to do with time: 7,368,787 is a prime that divides no count asked for. */
const VIEW = (accountId: string, count: number, from: Date, until: Date): string => `CREATE TEMP VIEW made AS
  SELECT k, at, chance, amount, currency, account, number, paid_at, open,
    ${id("order")} AS order_id, ${id("payment")} AS payment_id, ${id("refund")} AS refund_id,
    CASE WHEN chance < 900 THEN 'paid' WHEN open THEN 'open' WHEN chance < 985 THEN 'expired' ELSE 'cancelled' END AS state,
    'P' || replace(number, '-', '') || upper(substr(md5('p' || k), 1, 11)) AS out_trade_no,
    'R' || replace(number, '-', '') || upper(substr(md5('r' || k), 1, 11)) AS refund_no,
    to_char(at AT TIME ZONE '+08:00'::interval, 'YYYYMMDD') || '180500' || lpad((k * 97 + k % 89)::text, 10, '0') AS syssn,
    to_char(at AT TIME ZONE '+08:00'::interval, 'YYYYMMDD') || '180501' || lpad((k * 97)::text, 10, '0') AS refund_syssn
  FROM (SELECT k, ${pg.escapeLiteral(from.toISOString())}::timestamptz + k * ${(until.getTime() - from.getTime()) / count} * interval '1 ms' AS at,
      ((k * 2654435761) >> 13) & 1023 AS chance, 500 + (k * 7919) % 99500 AS amount,
      CASE k % 64 WHEN 0 THEN 'JPY' WHEN 1 THEN 'CNY' ELSE 'HKD' END AS currency,
      CASE k % ${NEIGHBOUR_EVERY} WHEN 7 THEN '00000000-0000-7000-8000-00000000000b' ELSE ${pg.escapeLiteral(accountId)} END::uuid AS account,
      (k * 263188441949) & 1099511627775 AS spread, k > ${count} * 0.9998 AS open
    FROM (SELECT (i * 7368787) % ${count} AS k FROM generate_series(0, ${count - 1}::bigint) i) shuffled) drawn,
  LATERAL (SELECT ${DIGITS(0)} || '-' || ${DIGITS(4)} AS number, at + (5 + k % 90) * interval '1 s' AS paid_at) named`;

const ORDERS = `INSERT INTO "Order" ("id","accountId","number","requestId","amountMinor","currency","goodsName","face","linkToken","state","stateAt",
    "expiresAt","attemptMinutes","paidPaymentId","createdBy","createdAt")
  SELECT order_id, account, number, md5('q' || k), amount, currency, CASE WHEN k % 3 = 0 THEN 'Milk tea' END, CASE WHEN k % 4 = 0 THEN 'link' ELSE 'qr' END,
    substr(md5('l' || k), 1, 27), state, paid_at, at + interval '30 min', 30, CASE state WHEN 'paid' THEN payment_id END,
    'staff:' || (SELECT "id" FROM "AuthUser" ORDER BY "id" LIMIT 1), at FROM made`;

const PAYMENTS = `INSERT INTO "Payment" ("id","accountId","orderId","outTradeNo","payType","amountMinor","currency","state","stateAt","respcd","txdtm","syssn",
    "sysdtm","paydtm","chnlsn","qrcode","expiresAt","createdAt")
  SELECT payment_id, account, order_id, out_trade_no, '800201', amount, currency, CASE state WHEN 'open' THEN 'awaiting' ELSE state END, paid_at, '0000', at,
    syssn, at, CASE state WHEN 'paid' THEN paid_at END, CASE state WHEN 'paid' THEN '4200' || out_trade_no END, 'weixin://wxpay/bizpayurl?pr=' || substr(md5('c' || k), 1, 9),
    at + interval '30 min', at FROM made`;

const EARLIER_ATTEMPTS = `INSERT INTO "Payment" ("id","accountId","orderId","outTradeNo","payType","amountMinor","currency","state","stateAt","txdtm","syssn",
    "sysdtm","expiresAt","supersededAt","createdAt")
  SELECT ${id("earlier")}, account, order_id, 'P' || replace(number, '-', '') || upper(substr(md5('e' || k), 1, 11)), '800207', amount, currency, 'expired', at, at,
    to_char(at AT TIME ZONE '+08:00'::interval, 'YYYYMMDD') || '180502' || lpad((k * 97)::text, 10, '0'), at, at, at, at FROM made WHERE k % 10 = 3`;

const REFUNDED = `state = 'paid' AND chance % 50 = 9`;
const REFUNDS = `INSERT INTO "Refund" ("id","accountId","orderId","paymentId","requestId","outTradeNo","amountMinor","currency","reason","state","stateAt","syssn",
    "sysdtm","requestedBy","createdAt")
  SELECT refund_id, account, order_id, payment_id, md5('f' || k), refund_no, greatest(amount / (1 + k % 3), 1), currency, 'returned goods', 'refunded', paid_at, refund_syssn,
    paid_at + interval '1 hour', 'system', paid_at FROM made WHERE ${REFUNDED}`;

const TRANSACTION = `INSERT INTO "Transaction" ("id","accountId","syssn","origssn","outTradeNo","kind","payType","amountMinor","currency","respcd","txdtm","sysdtm",
    "paydtm","paymentId","refundId","createdAt","updatedAt")`;
const PAID_TRANSACTIONS = `${TRANSACTION} SELECT ${id("transaction")}, account, syssn, NULL, out_trade_no, 'payment', '800201', amount, currency, '0000', at, at, paid_at,
    payment_id, NULL, at, at FROM made WHERE state = 'paid'`;
const REFUND_TRANSACTIONS = `${TRANSACTION} SELECT ${id("return")}, account, refund_syssn, syssn, refund_no, 'refund', '800201', -greatest(amount / (1 + k % 3), 1), currency,
    '0000', paid_at, paid_at + interval '1 hour', NULL, NULL, refund_id, at, at FROM made WHERE ${REFUNDED}`;

const HOUR = (instant: string): string => `date_bin('1 hour', ${instant}, '2000-01-01T00:00:00Z')`;
const TAKINGS = `INSERT INTO "TakingsHour" SELECT "accountId", "hour", "currency", sum("paid"), sum("paidCount"), sum("back"), sum("backCount") FROM (
    SELECT "accountId", ${HOUR(`coalesce("paydtm", "sysdtm")`)} AS "hour", "currency", "amountMinor" AS "paid", 1 AS "paidCount", 0 AS "back", 0 AS "backCount"
      FROM "Payment" WHERE "state" = 'paid'
    UNION ALL SELECT "accountId", ${HOUR(`"sysdtm"`)}, "currency", 0, 0, "amountMinor", 1 FROM "Refund" WHERE "state" = 'refunded') moved GROUP BY 1, 2, 3`;
