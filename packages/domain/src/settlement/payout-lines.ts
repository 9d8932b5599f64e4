import type { SettlementDay } from "../time/index.ts";
import type { StatementLine } from "./line.ts";
import type { AnnouncedPayout } from "./standing.ts";

/** A payout with the settlement days of the file that announced it. */
export type FiledPayout = AnnouncedPayout & { readonly fileId: string; readonly fileDays: readonly SettlementDay[] };

/** What a row of type PAYOUT announces. It moves money out, so its sign tells nothing that its type does not. */
export function payoutOfLine(
  line: Pick<StatementLine, "batchNo" | "outTradeNo" | "syssn" | "remark" | "settleCurrency" | "settleMinor" | "settleDate">,
): AnnouncedPayout {
  const ref = [line.outTradeNo, line.syssn, line.remark].find((text) => text !== null && text !== "") ?? line.batchNo;
  const amountMinor = line.settleMinor < 0n ? -line.settleMinor : line.settleMinor;
  return { ref, currency: line.settleCurrency, amountMinor, valueDate: line.settleDate };
}

/** Each payout once: a file may announce it by a row and by a control row, and a later file again. The first announcement stays. */
export function payoutsOnce(payouts: readonly FiledPayout[]): FiledPayout[] {
  const seen = new Map<string, FiledPayout>();
  for (const payout of payouts) {
    const key = [payout.currency, payout.ref, payout.amountMinor, payout.valueDate].join("\u001f");
    if (!seen.has(key)) seen.set(key, payout);
  }
  return [...seen.values()];
}

/** The settlement day in whose books a payout stands: the last of its file's days that it may pay for. */
export function payoutDay({ fileDays, valueDate }: FiledPayout): SettlementDay {
  const days = fileDays.toSorted((a, b) => (a < b ? -1 : 1));
  return days.findLast((day) => day <= valueDate) ?? days[0] ?? valueDate;
}
