import { feeByContract } from "@tillbook/domain/reconciliation/reports";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { type Charged, ofChargedDays } from "./charged-lines.ts";
import { amountText, byCurrency, type Report, type ReportPeriod, type ReportSection, reportOf, sectionOf, sumOf } from "./report.ts";

export type FeeClaimLine = {
  settleDay: string;
  line: string;
  batch: string;
  syssn: string;
  currency: string;
  gross: string;
  feeRate: string | null;
  charged: string;
  expected: string;
  difference: string;
  isWithinTolerance: "yes" | "no";
};

/** Rows on which QFPay charged something else than the contract allows: what to ask back. Contracts on batch totals judge no row by itself. */
export async function feeClaims(ctx: BooksContext, period: ReportPeriod): Promise<Report<[ReportSection<FeeClaimLine>]>> {
  requireRight(ctx.actor, "readSettlement");
  const { tolerance } = rulesOf(ctx.account);
  const off = await ofChargedDays(ctx, period, (lines) => lines.flatMap(differing));
  const within = BigInt(tolerance.feeLineMinor);
  const rows = off.map(
    ({ settleDay, fileName, lineNo, batchNo, syssns, currency, grossMinor, feeRate, feeMinor, expected }): FeeClaimLine => {
      const difference = feeMinor - expected;
      return {
        settleDay,
        line: `${fileName}#${lineNo}`,
        batch: batchNo,
        syssn: syssns.join(" "),
        currency,
        gross: amountText(grossMinor, currency),
        feeRate,
        charged: amountText(feeMinor, currency),
        expected: amountText(expected, currency),
        difference: amountText(difference, currency),
        isWithinTolerance: difference <= within && -difference <= within ? "yes" : "no",
      };
    },
  );
  const totals = byCurrency(off, (currency, group) => ({
    currency,
    gross: amountText(
      sumOf(group, ({ grossMinor }) => grossMinor),
      currency,
    ),
    charged: amountText(
      sumOf(group, ({ feeMinor }) => feeMinor),
      currency,
    ),
    expected: amountText(
      sumOf(group, ({ expected }) => expected),
      currency,
    ),
    difference: amountText(
      sumOf(group, ({ feeMinor, expected }) => feeMinor - expected),
      currency,
    ),
  }));
  return reportOf(ctx, "fee-claims", period, [
    sectionOf<FeeClaimLine>(
      "claims",
      [
        ["settleDay", "day"],
        ["line", "text"],
        ["batch", "identifier"],
        ["syssn", "identifier"],
        ["currency", "text"],
        ["gross", "amount"],
        ["feeRate", "rate"],
        ["charged", "amount"],
        ["expected", "amount"],
        ["difference", "amount"],
        ["isWithinTolerance", "text"],
      ],
      rows,
      totals,
    ),
  ]);
}

function differing(line: Charged): (Charged & { readonly expected: bigint })[] {
  const { contract } = line;
  const expected = contract?.basis === "PER_LINE" ? feeByContract(line, contract) : line.feeMinor;
  return expected === line.feeMinor ? [] : [{ ...line, expected }];
}
