import pg from "pg";
import { isBooked, type MadeTransaction, madeTransaction, RULES } from "./made-day.ts";
import { instantOf } from "./statement-rows.ts";

export const ACCOUNT_ID = "00000000-0000-7000-8000-0000000000aa";
const BATCH = 20_000;

const ACCOUNT = `WITH o AS (INSERT INTO "Organisation" ("id","name","createdAt") VALUES (gen_random_uuid(), 'Bench', now()) RETURNING "id")
  INSERT INTO "MerchantAccount" ("id","organisationId","name","appCode","sealedClientKey","mchid","signType","apiBase","redirectBase","environment","currencies",
    "settlementRules","createdAt") SELECT $1, o."id", 'Bench', 'BENCH', 'sealed', 'SHOP1', 'SHA256', 'http://127.0.0.1:9', 'http://127.0.0.1:9', 'production',
    '{HKD,CNY}', $2, now() FROM o`;

const TRANSACTIONS = `INSERT INTO "Transaction" ("id","accountId","syssn","origssn","outTradeNo","chnlsn","mchid","kind","payType","amountMinor","currency","respcd",
    "cancel","environment","txdtm","sysdtm","paydtm","createdAt","updatedAt")
  SELECT gen_random_uuid(), $1, s, o, n, c, 'SHOP1', k, '800201', a, 'HKD', r, '0', 'production', at, at, at, at, at
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::timestamptz[]) AS t(s, o, n, c, k, a, r, at)`;

/** Writes an account and `count` transactions that QFPay has confirmed straight into a migrated database, as by night they would lie there. */
export async function fillBooks(url: string, count: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica; SET synchronous_commit = off"); // what the triggers keep has tests of its own
    await client.query(ACCOUNT, [ACCOUNT_ID, JSON.stringify(RULES)]);
    const restored = await withoutIndexes(client);
    for (let from = 0; from < count; from += BATCH) {
      const made: MadeTransaction[] = [];
      for (let nth = from; nth < Math.min(from + BATCH, count); nth++) if (isBooked(nth)) made.push(madeTransaction(nth));
      const of = (read: (each: MadeTransaction) => unknown): unknown[] => made.map(read);
      await client.query(TRANSACTIONS, [
        ACCOUNT_ID,
        of(({ syssn }) => syssn),
        of(({ origssn }) => origssn),
        of(({ outTradeNo }) => outTradeNo),
        of(({ chnlsn }) => chnlsn),
        of(({ kind }) => kind),
        of(({ amount }) => amount),
        of(({ respcd }) => respcd),
        of((each) => instantOf(each).toISOString()),
      ]);
    }
    for (const statement of restored) await client.query(statement);
    await client.query(`VACUUM (ANALYZE) "Transaction"`);
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}

/** Drops what only slows the filling down, and answers the statements that make it again. */
async function withoutIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS "name", indexdef AS "definition" FROM pg_indexes WHERE tablename = 'Transaction' AND indexname NOT LIKE '%_pkey'`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${pg.escapeIdentifier(name)}`);
  return rows.map(({ definition }) => definition);
}
