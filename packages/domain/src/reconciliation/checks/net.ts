import { formatMajor, money } from "../../money/index.ts";
import type { BookedLine } from "../books.ts";
import { argument } from "../entries.ts";
import type { Finding } from "./fee.ts";

/** A line must add up by itself: net is gross less fee. */
export function netFinding(line: BookedLine): Finding | null {
  const right = line.grossMinor - line.feeMinor;
  if (line.netMinor === right) return null;
  const expected = formatMajor(money(right, line.currency));
  const printed = formatMajor(money(line.netMinor, line.currency));
  return {
    kind: "broken",
    code: "NET_ARITHMETIC",
    difference: money(line.netMinor - right, line.currency),
    arguments: [argument("EXPECTED_NET", { expected, printed, currency: line.currency })],
  };
}
