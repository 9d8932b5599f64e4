import type { StatementLine } from "@tillbook/domain/settlement";
import { BINARY_END, BINARY_START, type BinaryRows, binaryRows } from "../client/binary-rows.ts";
import { type Copying, copying } from "../client/copy.ts";
import type { Sql } from "../client/sql.ts";
import { lineSums } from "./line-sums.ts";

/** A line to be kept, with its row as received. */
export type LineToKeep = { readonly line: StatementLine; readonly raw: string; readonly digest: string };

/** In the order in which {@link putLine} writes them. */
const COLUMNS = [
  "accountId",
  "fileId",
  "lineNo",
  "raw",
  "digest",
  "batchNo",
  "tradeDate",
  "settleDate",
  "mchid",
  "lineType",
  "syssn",
  "origssn",
  "outTradeNo",
  "chnlsn",
  "payType",
  "sysdtm",
  "paydtm",
  "currency",
  "grossMinor",
  "feeRate",
  "feeMinor",
  "netMinor",
  "settleCurrency",
  "exchangeRate",
  "settleMinor",
  "status",
  "remark",
];
const COPY = `COPY "StatementLine" (${COLUMNS.map((name) => `"${name}"`).join(",")}) FROM STDIN (FORMAT binary)`;

/** Takes the lines of one file in. Between the first of them and the end, the unit of work can do nothing else. */
export type LineWriter = { write(lines: readonly LineToKeep[]): Promise<void>; end(): Promise<void> };

export function lineWriter(sql: Sql, accountId: string, fileId: string): LineWriter {
  const place = { account: uuidBytes(accountId), file: uuidBytes(fileId) };
  const sums = lineSums();
  let rows: [BinaryRows, BinaryRows] | null = null; // one is written while the other is on its way
  let copy: Copying | null = null;
  let sent: Promise<void> = Promise.resolve();
  return {
    async write(lines) {
      if (lines.length === 0) return;
      rows ??= [binaryRows(), binaryRows()];
      if (copy === null) {
        copy = copying(sql, COPY);
        sent = copy.write(BINARY_START);
      }
      const [now, next] = rows;
      for (const each of lines) {
        sums.add(each.line);
        putLine(now, place, each);
      }
      await sent;
      sent = copy.write(now.take());
      sent.catch(() => undefined); // the next write hears of it, or the end
      rows = [next, now];
    },
    async end() {
      if (copy === null) return;
      await sent;
      await copy.write(BINARY_END);
      await copy.end();
      copy = null;
      await sums.keep(sql, fileId);
    },
  };
}

type Place = { readonly account: Uint8Array; readonly file: Uint8Array };

/** Runs once a line of every file, so it is plain. */
function putLine(rows: BinaryRows, { account, file }: Place, { line, raw, digest }: LineToKeep): void {
  const references = (line.syssn?.length ?? 0) + (line.origssn?.length ?? 0) + (line.outTradeNo?.length ?? 0) + (line.chnlsn?.length ?? 0);
  rows.row(COLUMNS.length, raw.length + references + line.remark.length + OTHER_CHARACTERS);
  rows.bytes(account);
  rows.bytes(file);
  rows.int4(line.lineNo);
  rows.text(raw);
  rows.text(digest);
  rows.text(line.batchNo);
  rows.date(line.tradeDate);
  rows.date(line.settleDate);
  rows.text(line.mchid);
  rows.text(line.lineType);
  rows.text(line.syssn);
  rows.text(line.origssn);
  rows.text(line.outTradeNo);
  rows.text(line.chnlsn);
  rows.text(line.payType);
  rows.timestamp(line.sysdtm);
  rows.timestamp(line.paydtm);
  rows.text(line.currency);
  rows.int8(line.grossMinor);
  rows.text(line.feeRate);
  rows.int8(line.feeMinor);
  rows.int8(line.netMinor);
  rows.text(line.settleCurrency);
  rows.text(line.exchangeRate);
  rows.int8(line.settleMinor);
  rows.text(line.status);
  rows.text(line.remark);
}

/** No more than so many in all columns but the row as received, references and remark. */
const OTHER_CHARACTERS = 600;

function uuidBytes(uuid: string): Uint8Array {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}
