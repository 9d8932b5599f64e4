import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { run, together } from "../client/statement.ts";
import { type ObservationRow, observationsInsertion } from "../observations/index.ts";
import { caseOpening, type NewCase } from "../payments/index.ts";

const idRow = z.object({ id: z.bigint() });
const ownerRow = z.object({ accountId: z.string() });

/** Stores a delivery that moves nothing, and with it the case that waits for a person because of it. Answers its place in the ledger. */
export async function storeAside(sql: Sql, heard: ObservationRow, opens: NewCase | null): Promise<bigint> {
  const seen = observationsInsertion([heard]);
  if (opens === null) return idRow.parse((await run(sql, seen))[0]).id;
  const both = together({ seen, opened: caseOpening(opens, "seen") }, { text: `SELECT "id" FROM "seen"`, params: [] });
  return idRow.parse((await run(sql, both))[0]).id;
}

/** Whether a delivery was believed when somebody had it judged again. */
export async function wasBelievedLater(sql: Sql, id: bigint): Promise<boolean> {
  const rows = await sql(`SELECT 1 FROM "Observation" WHERE "replayOf" = $1 AND "verdict" IN ('verified', 'duplicate') LIMIT 1`, [id]);
  return rows.length > 0;
}

/** The account that uses a number for one of its payments or refunds; null when none does. */
export async function accountOfNumber(sql: Sql, outTradeNo: string): Promise<string | null> {
  const rows = await sql(
    `SELECT a."id" AS "accountId" FROM "MerchantAccount" a WHERE
       EXISTS (SELECT 1 FROM "Payment" p WHERE p."accountId" = a."id" AND p."outTradeNo" = $1)
       OR EXISTS (SELECT 1 FROM "Refund" r WHERE r."accountId" = a."id" AND r."outTradeNo" = $1) ORDER BY a."createdAt" LIMIT 1`,
    [outTradeNo],
  );
  return rows[0] === undefined ? null : ownerRow.parse(rows[0]).accountId;
}
