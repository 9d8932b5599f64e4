import { formatMajor, money } from "../../money/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import type { Broken, Decision } from "../decision.ts";
import { type Desk, isToday } from "../desk.ts";
import { isExpected } from "../eligibility.ts";
import { argument, fullBreak, grossOf } from "../entries.ts";
import { pairBreak } from "./by-key.ts";
import { underWallet } from "./channel-ref.ts";
import { ambiguous, indexedBy } from "./references.ts";
import { refundsUnderPayment } from "./refund-by-origin.ts";

/** What nothing before could place becomes a break, named after what is missing. */
export function unknownLines(desk: Desk): Decision[] {
  const byNumber = indexedBy(desk, (ours) => ours.outTradeNo);
  const paymentOf = new Map(refundsUnderPayment(desk).map(({ line, payment }) => [line, payment]));
  const walletOf = new Map(underWallet(desk, new Set()).map(({ line, candidates }) => [line, candidates]));
  const given = new Map<string, bigint>();
  const tied = new Set<string>();
  return desk.open.flatMap((line): Decision[] => {
    if (!isToday(desk, line)) return [];
    switch (line.lineType) {
      case "PAYMENT":
      case "CANCEL": {
        const candidates = walletOf.get(line)?.() ?? [];
        if (candidates.length > 1) return [ambiguous(line, "chnlsn", candidates)];
        return [fullBreak(line, "MISSING_INTERNAL", [], { arguments: whereToLook(line, byNumber) })];
      }
      case "REFUND": {
        const broken = unknownRefund(desk, line, paymentOf.get(line) ?? desk.bySyssn.get(line.origssn ?? ""), given, tied);
        for (const { syssn } of broken.tied) tied.add(syssn);
        return [broken];
      }
      case "CHARGEBACK":
        return [dispute(desk, line)];
      case "CHARGEBACK_REVERSAL":
      case "FEE":
      case "ADJUSTMENT":
      case "RESERVE_HOLD":
      case "RESERVE_RELEASE":
      case "PAYOUT":
        return [fullBreak(line, "UNEXPLAINED_ADJUSTMENT", [], { arguments: [argument("NOT_REGISTERED", { remark: line.remark })] })];
    }
  });
}

function whereToLook(line: BookedLine, byNumber: ReadonlyMap<string, BookedTransaction[]>): ReturnType<typeof argument>[] {
  const enquire = line.syssn === null ? [] : [argument("ENQUIRE", { syssn: line.syssn })];
  const outTradeNo = line.outTradeNo ?? "";
  return [...enquire, ...(byNumber.get(outTradeNo) ?? []).map(({ syssn }) => argument("SAME_ORDER_AS", { outTradeNo, syssn }))];
}

/** A refund row that is none of our refunds. Under the number of a payment that nothing else settles it is that payment, misprinted. */
function unknownRefund(
  desk: Desk,
  line: BookedLine,
  origin: BookedTransaction | undefined,
  given: Map<string, bigint>,
  tied: ReadonlySet<string>,
): Broken {
  if (origin?.kind !== "payment") {
    return fullBreak(line, "ORPHAN_REFUND", [], { arguments: [argument("ORIGINAL_UNKNOWN", { origssn: line.origssn ?? "" })] });
  }
  const isThePayment = line.syssn === origin.syssn && isExpected(origin) && !desk.tiedTo.has(origin.syssn) && !tied.has(origin.syssn);
  if (isThePayment && line.currency === origin.amount.currency) return pairBreak(desk, line, origin, "TYPE_MISMATCH");
  const hasOwnNumber = line.syssn !== null && line.syssn !== origin.syssn;
  const unknown = (given.get(origin.syssn) ?? 0n) - line.grossMinor;
  given.set(origin.syssn, unknown);
  const refunded =
    unknown + (hasOwnNumber ? refundedBy(desk, origin, isExpected) : refundedBy(desk, origin, ({ syssn }) => desk.tiedTo.has(syssn)));
  const enquire = hasOwnNumber ? [argument("ENQUIRE", { syssn: line.syssn ?? "" })] : [];
  const missing = fullBreak(line, "MISSING_INTERNAL", [origin], { agreed: ["origssn"], arguments: enquire });
  if (line.currency !== origin.amount.currency || refunded <= origin.amount.minor) return missing;
  const params = { refunded: formatMajor(money(refunded, line.currency)), paid: formatMajor(origin.amount), currency: line.currency };
  const because = { ...missing.because, arguments: [...enquire, argument("REFUNDED_OF", params)] };
  return { ...missing, codes: ["MISSING_INTERNAL", "OVER_REFUND"], because };
}

/** What the refunds of a payment give back, positive. A row without a number of its own may be one that still waits, so only settled ones count beside it. */
function refundedBy(desk: Desk, payment: BookedTransaction, counts: (refund: BookedTransaction) => boolean): bigint {
  return -(desk.refundsOf.get(payment.syssn) ?? []).filter(counts).reduce((sum, refund) => sum + refund.amount.minor, 0n);
}

function dispute(desk: Desk, line: BookedLine): Broken {
  const payment = desk.bySyssn.get(line.syssn ?? "") ?? desk.bySyssn.get(line.origssn ?? "");
  if (payment === undefined) return fullBreak(line, "MISSING_INTERNAL", [], { arguments: whereToLook(line, new Map()) });
  const params = { paid: formatMajor(payment.amount), refunded: formatMajor(grossOf(line)), currency: line.currency };
  return {
    ...fullBreak(line, "CHARGEBACK_NEW", [payment], { agreed: ["syssn"], arguments: [argument("REFUNDED_OF", params)] }),
    syssn: payment.syssn,
  };
}
