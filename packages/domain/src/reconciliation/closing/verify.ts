import type { Sha256 } from "./canonical.ts";
import { type Certificate, type CertificateRow, certificateDigest, rowDigest } from "./certificate.ts";

/** The first thing in a chain that is not as it was sealed. `row` is the row's ordinal, null when the day as a whole is at fault. */
export type ChainFault = {
  readonly settleDay: string;
  readonly version: number;
  readonly row: number | null;
  readonly what: "ROW_CHANGED" | "TOTALS_DIFFER" | "PROOF_NOT_ZERO" | "CLOSE_CHANGED" | "CHAIN_BROKEN" | "DAY_TWICE" | "MAKER_IS_CHECKER";
};

/**
 * Checks certificates of one account from the oldest on: every row, every sum, every digest and every link. The first of the list may
 * follow a close that was not given; all others must follow the one before them.
 * @returns the first fault, or null when nothing was changed
 */
export function verifyChain(certificates: readonly Certificate[], sha256: Sha256): ChainFault | null {
  let before: Certificate | null = null;
  for (const certificate of inChain(certificates)) {
    const fault = faultOf(certificate, sha256) ?? linkFault(certificate, before);
    if (fault) return { settleDay: certificate.settleDay, version: certificate.version, ...fault };
    before = certificate;
  }
  return null;
}

type Fault = Pick<ChainFault, "row" | "what">;

/** By what they name as the close before them; what fits nowhere follows by the time of its close. */
function inChain(certificates: readonly Certificate[]): Certificate[] {
  return certificates.toSorted((a, b) => (a.closedAt < b.closedAt ? -1 : a.closedAt > b.closedAt ? 1 : a.version - b.version));
}

function faultOf(certificate: Certificate, sha256: Sha256): Fault | null {
  for (const [at, row] of certificate.rows.entries()) {
    if (row.ordinal !== at || rowDigest(row, sha256) !== row.digest) return { row: at, what: "ROW_CHANGED" };
  }
  if (!addsUp(certificate)) return { row: null, what: "TOTALS_DIFFER" };
  if (certificate.proofs.some(({ off }) => /[1-9]/.test(off))) return { row: null, what: "PROOF_NOT_ZERO" };
  if (certificate.maker === certificate.checker) return { row: null, what: "MAKER_IS_CHECKER" };
  return certificateDigest(certificate, sha256) === certificate.digest ? null : { row: null, what: "CLOSE_CHANGED" };
}

function linkFault(certificate: Certificate, before: Certificate | null): Fault | null {
  if (before === null) return null;
  if (before.settleDay === certificate.settleDay && before.version === certificate.version) return { row: null, what: "DAY_TWICE" };
  const follows = certificate.previous?.digest === before.digest && certificate.previous.settleDay === before.settleDay;
  return follows ? null : { row: null, what: "CHAIN_BROKEN" };
}

/** The totals are the sums of the rows that stand in files, whatever became of them; superseded files count in no total. */
function addsUp(certificate: Certificate): boolean {
  const counted = certificate.rows.filter((row) => row.line !== null && row.gross !== null && !row.why.includes("SUPERSEDED"));
  const currencies = new Set([...counted.map(({ currency }) => currency), ...certificate.totals.map(({ currency }) => currency)]);
  return [...currencies].every((currency) => {
    const rows = counted.filter((row) => row.currency === currency);
    const total = certificate.totals.find((each) => each.currency === currency);
    if (!total) return rows.length === 0;
    const sum = (figure: (row: CertificateRow) => string | null): bigint => rows.reduce((all, row) => all + scaled(figure(row) ?? "0"), 0n);
    return (
      rows.length === total.lines &&
      sum((row) => row.gross) === scaled(total.gross) &&
      sum((row) => row.fee) === scaled(total.fee) &&
      sum((row) => row.net) === scaled(total.net)
    );
  });
}

const FINEST = 6;

/** Decimal text at one scale for all currencies. */
function scaled(text: string): bigint {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const units = BigInt(whole + fraction.padEnd(FINEST, "0"));
  return text.startsWith("-") ? -units : units;
}
