import { createHash } from "node:crypto";
import { type Certificate, type ChainFault, verifyChain } from "@tillbook/domain/reconciliation/closing";

const WORDS: Readonly<Record<ChainFault["what"], string>> = {
  ROW_CHANGED: "is not as it was sealed",
  TOTALS_DIFFER: "has totals that are not the sums of its rows",
  BALANCE_DIFFERS: "has a balance that does not roll to its closing sum",
  PROOF_NOT_ZERO: "has a proof that is not zero",
  CLOSE_CHANGED: "is not as it was sealed",
  CHAIN_BROKEN: "does not follow the close before it",
  DAY_TWICE: "stands twice in the chain",
  MAKER_IS_CHECKER: "was closed by one person alone",
};

/** What was found: one sentence an account, and whether everything holds. */
export type Verdict = { readonly sound: boolean; readonly sentences: readonly string[] };

/** Checks the chains of all accounts among the certificates, each from its first close on. */
export function verify(certificates: readonly Certificate[]): Verdict {
  const accounts = [...Map.groupBy(certificates, ({ account }) => account.id)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const found = accounts.map(([, chain]) => ({ chain, fault: verifyChain(chain, sha256) }));
  return { sound: found.every(({ fault }) => fault === null), sentences: found.map(({ chain, fault }) => sentenceOf(chain, fault)) };
}

function sentenceOf(chain: readonly Certificate[], fault: ChainFault | null): string {
  const name = chain[0]?.account.name ?? "";
  if (fault === null) {
    const inOrder = chain.toSorted((a, b) => a.sequence - b.sequence);
    const [first, last] = [inOrder[0], inOrder.at(-1)];
    const rows = chain.reduce((sum, each) => sum + each.rows.length, 0);
    const start = first?.previous === null ? "from its beginning" : `from close ${first?.sequence} on`;
    return `${name}: ${chain.length} closes hold ${start}, ${rows} rows. The last: ${last?.settleDay} v${last?.version}, ${last?.digest}`;
  }
  const row = fault.row === null ? null : chain.find(isAt(fault))?.rows[fault.row];
  const place = fault.row === null ? "" : `, row ${fault.row}${row?.line ? ` (${row.line})` : ""}`;
  return `${name}: ${fault.settleDay} v${fault.version}${place} ${WORDS[fault.what]} (${fault.what}).`;
}

function isAt(fault: ChainFault): (certificate: Certificate) => boolean {
  return ({ settleDay, version }) => settleDay === fault.settleDay && version === fault.version;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
