import { type Currency, formatMajor, money } from "../../money/index.ts";
import { contractFor, type FeeContract, hasContracts, type SettlementRules } from "../../settlement/index.ts";
import type { BookedFile, BookedLine } from "../books.ts";
import { batchFee, feeBaseOf } from "../checks/fee.ts";
import type { Argument } from "../codes.ts";
import type { Broken, Decision } from "../decision.ts";
import { type Desk, isToday } from "../desk.ts";
import { isTrade } from "../eligibility.ts";
import { argument } from "../entries.ts";
import { compareText } from "../order.ts";
import { explainDrift } from "../reports/fee-drift.ts";

/** Fees judged over many lines: cents of rounding that only ever go one way, and contracts on the total of a batch. */
export function fileFees(desk: Desk): Decision[] {
  const { rules } = desk.books;
  return hasContracts(rules) ? [...beyondCap(desk, BigInt(rules.tolerance.feeFileCapMinor)), ...batchTotals(desk)] : [];
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
          ...driftOf(desk, first.file, first.amount.currency),
        ]),
      ];
    });
}

/** Which other rounding or rate fits most rows of a file that are judged one by one, and on how many of them. */
function driftOf(desk: Desk, file: BookedFile, currency: Currency): Argument[] {
  const rows = desk.decisions.flatMap((decision) => {
    const isOfFile = decision.kind === "matched" && decision.line.file.id === file.id && decision.line.currency === currency;
    const contract = isOfFile ? contractFor(desk.books.rules, decision.line) : null;
    if (!isOfFile || contract?.basis !== "PER_LINE" || decision.tied.length === 0) return [];
    return [{ contract, line: { ...decision.line, transactions: decision.tied.map((ours) => feeBaseOf(desk, ours)) } }];
  });
  return [...Map.groupBy(rows, ({ contract }) => contract)].flatMap(([contract, group]) => {
    const drift = explainDrift(
      group.map(({ line }) => line),
      contract,
    );
    const counts = { matched: String(drift.matched), of: String(drift.of) };
    if (drift.code === "MATCHES_ROUNDING") return [argument("MATCHES_ROUNDING", { rounding: drift.term, ...counts })];
    return drift.code === "MATCHES_RATE" ? [argument("MATCHES_RATE", { rate: drift.term, ...counts })] : [];
  });
}

/** The fee of a batch against the rate on its net total, within one line's tolerance: of the rows whose contract says so. */
function batchTotals(desk: Desk): Decision[] {
  const { rules } = desk.books;
  const within = BigInt(rules.tolerance.feeLineMinor);
  const trades = desk.decisions.flatMap((decision) =>
    (decision.kind === "matched" || decision.kind === "broken") &&
    decision.line !== null &&
    isTrade(decision.line) &&
    isToday(desk, decision.line) &&
    contractFor(rules, decision.line)?.basis === "PER_BATCH_TOTAL"
      ? [decision.line]
      : [],
  );
  const batches = [...Map.groupBy(trades, (line) => `${line.batchNo} ${line.currency}`)];
  return batches
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([, lines]) => {
      const [first] = lines;
      if (first === undefined) return [];
      const charged = lines.reduce((sum, line) => sum + line.feeMinor, 0n);
      const expected = totalsByContract(rules, lines).reduce(
        (sum, { gross, contract }) => sum + batchFee(gross, first.currency, contract),
        0n,
      );
      const off = charged - expected;
      if (off <= within && -off <= within) return [];
      const text = (minor: bigint): string => formatMajor(money(minor, first.currency));
      const params = { expected: text(expected), charged: text(charged), currency: first.currency, batch: first.batchNo };
      return [fileBreak(first, off, first.currency, [argument("EXPECTED_FEE", params)])];
    });
}

/** Rows of one batch may fall under several contracts, each on its own total. */
function totalsByContract(rules: SettlementRules, lines: readonly BookedLine[]): { contract: FeeContract; gross: bigint }[] {
  return [...Map.groupBy(lines, (line) => contractFor(rules, line))].flatMap(([contract, group]) =>
    contract === null ? [] : [{ contract, gross: group.reduce((sum, line) => sum + line.grossMinor, 0n) }],
  );
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
