import type { StatementLine } from "./line.ts";

/** SHA-256 of text in UTF-8, as text. */
export type TextHash = (text: string, encoding: "hex" | "base64url") => string;

const US = "\u001f";

/** What most rows of a file have in common: it goes in as a digest of its own, which is taken only when it changes. */
const COMMON = [
  "batchNo",
  "tradeDate",
  "settleDate",
  "mchid",
  "lineType",
  "payType",
  "currency",
  "feeRate",
  "settleCurrency",
  "exchangeRate",
  "status",
  "remark",
] as const satisfies readonly (keyof StatementLine)[];

/**
 * Digests (SHA-256, hex) of rows, one after the other: of what a row says, the same for every spelling, encoding and place of it.
 * Taken once a row, and the dearest thing in reading one.
 */
export function lineDigests(hash: TextHash): (line: StatementLine) => string {
  let lastLine: StatementLine | null = null;
  let lastCommon = "";
  return (line) => {
    if (lastLine === null || !hasSameCommon(line, lastLine))
      lastCommon = hash(COMMON.map((name) => line[name] ?? "").join(US), "base64url");
    lastLine = line;
    const keys = `${line.syssn ?? ""}${US}${line.origssn ?? ""}${US}${line.outTradeNo ?? ""}${US}${line.chnlsn ?? ""}`;
    const times = `${seconds(line.sysdtm)}${US}${seconds(line.paydtm)}`;
    const settled = line.settleMinor === line.netMinor ? "" : line.settleMinor;
    const money = `${line.grossMinor}${US}${line.feeMinor}${US}${line.netMinor}${US}${settled}`;
    return hash(`${lastCommon}${US}${keys}${US}${times}${US}${money}`, "hex");
  };
}

function hasSameCommon(a: StatementLine, b: StatementLine): boolean {
  const isSameDay = a.tradeDate === b.tradeDate && a.settleDate === b.settleDate && a.batchNo === b.batchNo && a.mchid === b.mchid;
  const isSameKind = a.lineType === b.lineType && a.payType === b.payType && a.status === b.status && a.remark === b.remark;
  return isSameDay && isSameKind && a.currency === b.currency && a.feeRate === b.feeRate && hasSameRate(a, b);
}

function hasSameRate(a: StatementLine, b: StatementLine): boolean {
  return a.settleCurrency === b.settleCurrency && a.exchangeRate === b.exchangeRate;
}

/** Times in files are whole seconds. */
function seconds(at: Date | null): number | "" {
  return at === null ? "" : at.getTime() / 1_000;
}
