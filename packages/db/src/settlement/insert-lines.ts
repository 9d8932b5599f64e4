import type { StatementLine } from "@tillbook/domain/settlement";
import type { Sql } from "../client/sql.ts";

/** A line to be kept, with its row as received. */
export type LineToKeep = { readonly line: StatementLine; readonly raw: string; readonly digest: string };

type Column = { readonly name: string; readonly type: string; read(row: LineToKeep): unknown };

const COLUMNS: readonly Column[] = [
  { name: "lineNo", type: "int", read: ({ line }) => line.lineNo },
  { name: "raw", type: "text", read: (row) => row.raw },
  { name: "digest", type: "text", read: (row) => row.digest },
  { name: "batchNo", type: "text", read: ({ line }) => line.batchNo },
  { name: "tradeDate", type: "date", read: ({ line }) => line.tradeDate },
  { name: "settleDate", type: "date", read: ({ line }) => line.settleDate },
  { name: "mchid", type: "text", read: ({ line }) => line.mchid },
  { name: "lineType", type: "text", read: ({ line }) => line.lineType },
  { name: "syssn", type: "text", read: ({ line }) => line.syssn },
  { name: "origssn", type: "text", read: ({ line }) => line.origssn },
  { name: "outTradeNo", type: "text", read: ({ line }) => line.outTradeNo },
  { name: "chnlsn", type: "text", read: ({ line }) => line.chnlsn },
  { name: "payType", type: "text", read: ({ line }) => line.payType },
  { name: "sysdtm", type: "timestamptz", read: ({ line }) => line.sysdtm?.toISOString() ?? null },
  { name: "paydtm", type: "timestamptz", read: ({ line }) => line.paydtm?.toISOString() ?? null },
  { name: "currency", type: "text", read: ({ line }) => line.currency },
  { name: "grossMinor", type: "bigint", read: ({ line }) => line.grossMinor },
  { name: "feeRate", type: "text", read: ({ line }) => line.feeRate },
  { name: "feeMinor", type: "bigint", read: ({ line }) => line.feeMinor },
  { name: "netMinor", type: "bigint", read: ({ line }) => line.netMinor },
  { name: "settleCurrency", type: "text", read: ({ line }) => line.settleCurrency },
  { name: "exchangeRate", type: "text", read: ({ line }) => line.exchangeRate },
  { name: "settleMinor", type: "bigint", read: ({ line }) => line.settleMinor },
  { name: "status", type: "text", read: ({ line }) => line.status },
  { name: "remark", type: "text", read: ({ line }) => line.remark },
];

const NAMES = COLUMNS.map(({ name }) => `"${name}"`).join(",");
const ARRAYS = COLUMNS.map(({ type }, at) => `$${at + 3}::${type}[]`).join(",");
const INSERT = `INSERT INTO "StatementLine" ("accountId","fileId",${NAMES}) SELECT $1, $2, * FROM unnest(${ARRAYS})`;

/** Keeps a batch of lines in one statement, column by column. */
export async function insertLines(sql: Sql, accountId: string, fileId: string, lines: readonly LineToKeep[]): Promise<void> {
  if (lines.length === 0) return;
  await sql(INSERT, [accountId, fileId, ...COLUMNS.map((column) => lines.map((line) => column.read(line)))]);
}
