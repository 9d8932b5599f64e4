import type { Certificate, CertificateRow } from "./certificate.ts";

/** Whether the totals are the sums of the day's own rows that stand in files, whatever became of them; superseded files count in no total. */
export function totalsAddUp({ rows, totals }: Certificate): boolean {
  const counted = rows.filter((row) => row.originalDay === null && row.gross !== null && row.kind !== "elsewhere" && !isSuperseded(row));
  const currencies = new Set([...counted.map(({ currency }) => currency), ...totals.map(({ currency }) => currency)]);
  return [...currencies].every((currency) => {
    const own = counted.filter((row) => row.currency === currency);
    const total = totals.find((each) => each.currency === currency);
    if (!total) return own.length === 0;
    const sum = (figure: (row: CertificateRow) => string | null): bigint => sumOf(own.map((row) => figure(row) ?? "0"));
    return (
      own.length === total.lines &&
      sum((row) => row.gross) === scaled(total.gross) &&
      sum((row) => row.fee) === scaled(total.fee) &&
      sum((row) => row.net) === scaled(total.net)
    );
  });
}

/** Whether every balance rolls to its closing sum, and what is open comes to the same. */
export function balancesAddUp({ balances }: Certificate): boolean {
  return balances.every((each) => {
    const moved = [each.payments, each.refunds, each.fees, each.adjustments, each.payouts, each.conversions, each.writeOffs];
    const open = [each.openTransactions, each.openBreaks, each.unpaidBatches, each.reservesHeld];
    const closing = scaled(each.closing);
    return scaled(each.opening) + sumOf(moved) === closing && sumOf(open) === closing;
  });
}

function isSuperseded({ why }: CertificateRow): boolean {
  return why.includes("SUPERSEDED");
}

const FINEST = 6;

/** Decimal text at one scale for all currencies. */
function scaled(text: string): bigint {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const units = BigInt(whole + fraction.padEnd(FINEST, "0"));
  return text.startsWith("-") ? -units : units;
}

function sumOf(texts: readonly string[]): bigint {
  return texts.reduce((sum, text) => sum + scaled(text), 0n);
}
