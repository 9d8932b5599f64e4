import type { StoredClose, StoredCloseRow } from "@tillbook/db/reconciliation";
import { type Currency, formatMajor, money } from "@tillbook/domain/money";
import type { Certificate, CertificateHead, CertificateRow } from "@tillbook/domain/reconciliation/closing";
import type { Posting } from "@tillbook/domain/reconciliation/posting";
import { figuresText } from "@tillbook/domain/settlement";

const text = (minor: bigint, currency: Currency): string => formatMajor(money(minor, currency));

/** The head of a close as its certificate says it. */
export function certificateHead(close: StoredClose, previous: Certificate["previous"], postings: readonly Posting[]): CertificateHead {
  return {
    format: "tillbook-close/1",
    account: { id: close.accountId, name: close.accountName, mchids: close.mchids },
    sequence: close.seq,
    settleDay: close.settleDay,
    version: close.version,
    previous,
    closedAt: close.closedAt.toISOString(),
    maker: close.maker,
    checker: close.checker,
    asOf: close.asOf,
    ruleVersion: close.ruleVersion,
    resultHash: close.resultHash,
    files: close.files,
    totals: close.totals.map(({ currency, ...figures }) => ({ currency, ...figuresText(figures, currency) })),
    proofs: close.proofs.map(({ proof, currency, offMinor }) => ({ proof, currency, off: text(offMinor, currency) })),
    balances: close.balances.map(balanceText),
    postings: postings.map(({ kind, currency, minor, account, reference }) => ({
      kind,
      currency,
      amount: text(minor, currency),
      account,
      reference,
    })),
  };
}

/** A balance as its certificate says it. */
export function balanceText({ currency, ...terms }: StoredClose["balances"][number]): Certificate["balances"][number] {
  return {
    currency,
    opening: text(terms.opening, currency),
    payments: text(terms.payments, currency),
    refunds: text(terms.refunds, currency),
    fees: text(terms.fees, currency),
    adjustments: text(terms.adjustments, currency),
    payouts: text(terms.payouts, currency),
    conversions: text(terms.conversions, currency),
    writeOffs: text(terms.writeOffs, currency),
    closing: text(terms.closing, currency),
    openTransactions: text(terms.openTransactions, currency),
    openBreaks: text(terms.openBreaks, currency),
    unpaidBatches: text(terms.unpaidBatches, currency),
    reservesHeld: text(terms.reservesHeld, currency),
  };
}

/** A stored row as its certificate says it, without its digest. */
export function certificateRow(row: Omit<StoredCloseRow, "digest">): Omit<CertificateRow, "digest"> {
  const { currency, differenceCurrency } = row;
  const figure = (minor: bigint | null, of: Currency | null): string | null => (minor === null || of === null ? null : text(minor, of));
  return {
    ordinal: row.ordinal,
    kind: row.kind,
    originalDay: row.originalDay,
    line: row.line,
    lineType: row.lineType,
    batch: row.batch,
    syssn: row.syssns,
    why: row.why,
    currency,
    gross: figure(row.grossMinor, currency),
    fee: figure(row.feeMinor, currency),
    net: figure(row.netMinor, currency),
    difference: figure(row.differenceMinor, differenceCurrency),
    differenceCurrency,
    resolution: row.resolution,
  };
}
