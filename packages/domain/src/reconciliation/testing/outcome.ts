import { formatMajor } from "../../money/index.ts";
import { type Books, type DayOutcome, matchBooks } from "../index.ts";

/** The outcome in short: what a finance person would say of the day. */
export type Told = { matched: string[]; broken: string[]; carried: string[]; ignored: string[] };

/** Runs the books, insists that every proof is zero, and tells the outcome: `KEY_EXACT P1 FEE_ROUNDING -0.01`, `AMOUNT_MISMATCH P1 -0.01`. */
export function told(books: Books): Told {
  const outcome = matchBooks(books);
  const off = offOf(outcome);
  if (off.length > 0) throw new Error(`proofs are off: ${off.join(", ")}`);
  return {
    matched: outcome.matched.map(({ stage, transactions, explained, carriedIn }) =>
      [
        stage,
        ...transactions.map(({ syssn }) => syssn),
        ...(carriedIn ? ["carried in"] : []),
        ...explained.map(({ code, amount }) => `${code} ${formatMajor(amount)}`),
      ].join(" "),
    ),
    broken: outcome.broken.map(({ codes, syssn, difference }) => `${codes.join("+")} ${syssn ?? "-"} ${formatMajor(difference)}`),
    carried: outcome.carried.map(({ transaction, reason, expectedValueDate }) => `${transaction.syssn} ${reason} ${expectedValueDate}`),
    ignored: outcome.ignored.map(({ reason }) => reason),
  };
}

/** Proofs that are not zero. */
export function offOf(outcome: DayOutcome): string[] {
  const days = outcome.dayProofs.filter(({ off }) => off !== 0n).map(({ currency, off }) => `day ${currency} ${off}`);
  const files = outcome.fileProofs.filter(
    ({ off }) => off.lines !== 0 || off.grossMinor !== 0n || off.feeMinor !== 0n || off.netMinor !== 0n,
  );
  return [...days, ...files.map(({ file, currency }) => `file ${file.name} ${currency}`)];
}
