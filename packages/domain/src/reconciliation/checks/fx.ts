import { decimalsOf, formatMajor, money } from "../../money/index.ts";
import { minorRounded, multiply, parseDecimal, type SettlementRules } from "../../settlement/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import type { Desk } from "../desk.ts";
import { argument } from "../entries.ts";
import type { Finding } from "./fee.ts";

/** A line settled in another currency: the amount paid against net times the printed rate. The difference is in that currency. */
export function fxFinding(line: BookedLine, rules: SettlementRules): Finding | null {
  if (line.settleCurrency === line.currency) return null;
  const rate = parseDecimal(line.exchangeRate ?? "");
  if (rate === null) return null;
  const net = { units: line.netMinor, scale: decimalsOf(line.currency) };
  return against(minorRounded(multiply(net, rate), decimalsOf(line.settleCurrency), "HALF_UP"), line, line.exchangeRate, rules);
}

/**
 * The same of a refund in full whose payment's row is known: at the payment's rate it brings back exactly what that row paid, whatever rate
 * is printed beside it.
 */
export function refundFxFinding(desk: Desk, line: BookedLine, [refund]: readonly BookedTransaction[]): Finding | null {
  const paid = refund?.kind === "refund" ? desk.converted.get(refund.origssn ?? "") : undefined;
  const isInFull = paid?.currency === line.currency && paid.settleCurrency === line.settleCurrency && paid.netMinor === -line.netMinor;
  return isInFull ? against(-paid.settleMinor, line, paid.exchangeRate, desk.books.rules) : fxFinding(line, desk.books.rules);
}

function against(expected: bigint, line: BookedLine, rate: string | null, rules: SettlementRules): Finding | null {
  const off = money(line.settleMinor - expected, line.settleCurrency);
  if (off.minor === 0n) return null;
  const size = off.minor < 0n ? -off.minor : off.minor;
  if (size <= BigInt(rules.tolerance.fxMinor)) return { kind: "explained", explained: { code: "FX_ROUNDING", amount: off } };
  const params = {
    expected: formatMajor(money(expected, line.settleCurrency)),
    printed: formatMajor(money(line.settleMinor, line.settleCurrency)),
    currency: line.settleCurrency,
    rate: rate ?? "",
  };
  return { kind: "broken", code: "FX_MISMATCH", difference: off, arguments: [argument("EXPECTED_SETTLE_AMOUNT", params)] };
}
