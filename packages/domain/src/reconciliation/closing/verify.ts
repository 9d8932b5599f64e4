import { balancesAddUp, totalsAddUp } from "./adds-up.ts";
import type { Sha256 } from "./canonical.ts";
import { type Certificate, digestOf, rowDigest } from "./certificate.ts";

/** The first thing in a chain that is not as it was sealed. `row` is the row's ordinal, null when the day as a whole is at fault. */
export type ChainFault = {
  readonly settleDay: string;
  readonly version: number;
  readonly row: number | null;
  readonly what:
    | "ROW_CHANGED"
    | "TOTALS_DIFFER"
    | "BALANCE_DIFFERS"
    | "PROOF_NOT_ZERO"
    | "CLOSE_CHANGED"
    | "CHAIN_BROKEN"
    | "DAY_TWICE"
    | "MAKER_IS_CHECKER";
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

/** By their numbers, whatever the order of files. */
function inChain(certificates: readonly Certificate[]): Certificate[] {
  return certificates.toSorted((a, b) => a.sequence - b.sequence);
}

function faultOf(certificate: Certificate, sha256: Sha256): Fault | null {
  for (const [at, row] of certificate.rows.entries()) {
    if (row.ordinal !== at || rowDigest(row, sha256) !== row.digest) return { row: at, what: "ROW_CHANGED" };
  }
  if (!totalsAddUp(certificate)) return { row: null, what: "TOTALS_DIFFER" };
  if (!balancesAddUp(certificate)) return { row: null, what: "BALANCE_DIFFERS" };
  if (certificate.proofs.some(({ off }) => /[1-9]/.test(off))) return { row: null, what: "PROOF_NOT_ZERO" };
  if (certificate.maker === certificate.checker) return { row: null, what: "MAKER_IS_CHECKER" };
  return digestOf(certificate, sha256) === certificate.digest ? null : { row: null, what: "CLOSE_CHANGED" };
}

function linkFault(certificate: Certificate, before: Certificate | null): Fault | null {
  if (before === null) return null;
  if (before.sequence === certificate.sequence) return { row: null, what: "DAY_TWICE" };
  const { previous } = certificate;
  const follows =
    previous?.digest === before.digest && previous.settleDay === before.settleDay && certificate.sequence === before.sequence + 1;
  return follows && certificate.account.id === before.account.id ? null : { row: null, what: "CHAIN_BROKEN" };
}
