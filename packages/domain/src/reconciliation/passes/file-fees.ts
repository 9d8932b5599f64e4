import { type Currency, formatMajor, money } from "../../money/index.ts";
import type { BookedFile } from "../books.ts";
import { batchFee } from "../checks/fee.ts";
import type { Argument } from "../codes.ts";
import type { Broken, Decision } from "../decision.ts";
import { type Desk, isToday } from "../desk.ts";
import { isTrade } from "../eligibility.ts";
import { argument } from "../entries.ts";
import { compareText } from "../order.ts";

/** Fees judged over many lines: cents of rounding that only ever go one way, and contracts on the total of a batch. */
export function fileFees(desk: Desk): Decision[] {
  const { fee: contract, tolerance } = desk.books.rules;
  if (contract === null) return [];
  return contract.basis === "PER_LINE" ? beyondCap(desk, BigInt(tolerance.feeFileCapMinor)) : batchTotals(desk);
}

/** One-cent roundings are no work, but all of them together may not pass the cap of a file. */
function beyondCap(desk: Desk, capMinor: bigint): Decision[] {
  const roundings = desk.decisions.flatMap((decision) =>
    decision.kind !== "matched"
      ? []
      : decision.explained.flatMap(({ code, amount }) => (code === "FEE_ROUNDING" ? [{ file: decision.line.file, amount }] : [])),
  );
  const sums = [...Map.groupBy(roundings, ({ file, amount }) => `${file.contentHash} ${amount.currency}`)];
  return sums
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([, group]) => {
      const [first] = group;
      const off = group.reduce((sum, { amount }) => sum + amount.minor, 0n);
      if (first === undefined || (off <= capMinor && -off <= capMinor)) return [];
      const cap = formatMajor(money(capMinor, first.amount.currency));
      return [
        fileBreak({ file: first.file, batchNo: null }, off, first.amount.currency, [
          argument("FEE_TOLERANCE", { amount: cap, currency: first.amount.currency }),
        ]),
      ];
    });
}

/** The fee of a batch against the rate on its net total, within one line's tolerance. */
function batchTotals(desk: Desk): Decision[] {
  const { fee: contract, tolerance } = desk.books.rules;
  if (contract === null) return [];
  const trades = desk.decisions.flatMap((decision) =>
    (decision.kind === "matched" || decision.kind === "broken") &&
    decision.line !== null &&
    isTrade(decision.line) &&
    isToday(desk, decision.line)
      ? [decision.line]
      : [],
  );
  const batches = [...Map.groupBy(trades, (line) => `${line.batchNo} ${line.currency}`)];
  return batches
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([, lines]) => {
      const [first] = lines;
      if (first === undefined) return [];
      const gross = lines.reduce((sum, line) => sum + line.grossMinor, 0n);
      const charged = lines.reduce((sum, line) => sum + line.feeMinor, 0n);
      const expected = batchFee(gross, first.currency, contract);
      const off = charged - expected;
      if (off <= BigInt(tolerance.feeLineMinor) && -off <= BigInt(tolerance.feeLineMinor)) return [];
      const text = (minor: bigint): string => formatMajor(money(minor, first.currency));
      const params = { expected: text(expected), charged: text(charged), currency: first.currency, batch: first.batchNo };
      return [fileBreak(first, off, first.currency, [argument("EXPECTED_FEE", params)])];
    });
}

type OfFile = { readonly file: BookedFile; readonly batchNo: string | null };

function fileBreak({ file, batchNo }: OfFile, offMinor: bigint, currency: Currency, reasons: readonly Argument[]): Broken {
  return {
    kind: "broken",
    line: null,
    file,
    batchNo,
    syssn: null,
    tied: [],
    about: [],
    codes: ["FEE_MISMATCH"],
    difference: money(offMinor, currency),
    because: { agreed: [], differed: [], arguments: reasons },
    ruling: null,
  };
}
