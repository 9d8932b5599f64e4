import type { StatementLine } from "@tillbook/domain/settlement";
import type { BinaryRows } from "../client/binary-rows.ts";
import { type RowCopy, rowCopy } from "../client/copy-rows.ts";
import type { Sql } from "../client/sql.ts";
import { lineSums } from "./line-sums.ts";

/** A line to be kept, with its row as received. */
export type LineToKeep = { readonly line: StatementLine; readonly raw: string };

/** In the order in which {@link putLine} writes them. */
const COLUMNS = [
  "accountId",
  "fileId",
  "lineNo",
  "raw",
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
export type LineWriter = {
  /** @param isToldByLine whether the kept file tells a row of one line by its number, so that it need not be kept beside it */
  write(lines: readonly LineToKeep[], { isToldByLine }: { isToldByLine: boolean }): Promise<void>;
  end(): Promise<void>;
};

export function lineWriter(sql: Sql, accountId: string, fileId: string): LineWriter {
  const place = { account: uuidBytes(accountId), file: uuidBytes(fileId) };
  const sums = lineSums();
  let copy: RowCopy | null = null;
  return {
    async write(lines, { isToldByLine }) {
      if (lines.length === 0) return;
      copy ??= rowCopy(sql, COPY);
      const rows = copy.rows();
      for (const each of lines) {
        sums.add(each.line);
        putLine(rows, place, each, isToldByLine && !each.raw.includes("\n") ? null : each.raw);
      }
      await copy.send();
    },
    async end() {
      if (copy === null) return;
      await copy.end();
      copy = null;
      await sums.keep(sql, fileId);
    },
  };
}

type Place = { readonly account: Uint8Array; readonly file: Uint8Array };

/** Runs once a line of every file, so it is plain. */
function putLine(rows: BinaryRows, { account, file }: Place, { line }: LineToKeep, raw: string | null): void {
  const references = (line.syssn?.length ?? 0) + (line.origssn?.length ?? 0) + (line.outTradeNo?.length ?? 0) + (line.chnlsn?.length ?? 0);
  rows.row(COLUMNS.length, (raw?.length ?? 0) + references + line.remark.length + OTHER_CHARACTERS);
  rows.bytes(account);
  rows.bytes(file);
  rows.int4(line.lineNo);
  rows.text(raw);
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
