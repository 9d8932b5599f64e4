import { formatMajor, money } from "../../money/index.ts";
import type { BookedLine } from "../books.ts";
import { argument } from "../entries.ts";
import type { Finding } from "./fee.ts";

/** A line must add up by itself: net is gross less fee, and where nothing is converted, net is what is paid. */
export function netFinding(line: BookedLine): Finding | null {
  const right = line.grossMinor - line.feeMinor;
  const paid = line.settleCurrency === line.currency && line.netMinor === right ? line.settleMinor : line.netMinor;
  if (paid === right) return null;
  const expected = formatMajor(money(right, line.currency));
  const printed = formatMajor(money(paid, line.currency));
  return {
    kind: "broken",
    code: "NET_ARITHMETIC",
    difference: money(paid - right, line.currency),
    arguments: [argument("EXPECTED_NET", { expected, printed, currency: line.currency })],
  };
}
