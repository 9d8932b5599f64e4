import { createHash, hash } from "node:crypto";
import type { StatementLine } from "@tillbook/domain/settlement";

/** SHA-256 (hex) of a row's normalised reading: the same for every spelling, encoding and place of the row. */
export function lineDigest(line: Omit<StatementLine, "lineNo">): string {
  const values = [
    line.batchNo,
    line.tradeDate,
    line.settleDate,
    line.mchid,
    line.lineType,
    line.syssn,
    line.origssn,
    line.outTradeNo,
    line.chnlsn,
    line.payType,
    line.sysdtm?.getTime(),
    line.paydtm?.getTime(),
    line.currency,
    line.grossMinor,
    line.feeRate,
    line.feeMinor,
    line.netMinor,
    line.settleCurrency,
    line.exchangeRate,
    line.settleMinor,
    line.status,
    line.remark,
  ];
  return hash("sha256", values.map((value) => String(value ?? "")).join("\u001f"), "hex");
}

/** SHA-256 (hex) over all digests of a file, sorted, so that the order of rows does not matter. */
export function contentHash(digests: readonly string[]): string {
  const whole = createHash("sha256");
  for (const digest of digests.toSorted()) whole.update(digest);
  return whole.digest("hex");
}
