import type { Currency } from "@tillbook/domain/money";
import { effectiveRate, explainDrift, feeOfLines } from "@tillbook/domain/reconciliation/reports";
import { requireRight } from "../../context/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { type Charged, ofChargedDays } from "./charged-lines.ts";
import { amountText, byCurrency, type Report, type ReportPeriod, type ReportSection, reportOf, sectionOf, sumOf } from "./report.ts";

export type FeeReportLine = {
  settleDay: string;
  batch: string;
  currency: string;
  lines: number;
  gross: string;
  charged: string;
  /** Null where no contract says what may be charged. */
  expected: string | null;
  difference: string | null;
  effectiveRate: string | null;
  /** Which terms fit, on how many rows (or batches) of all. */
  explanation: string | null;
  term: string | null;
  fits: string | null;
};
/** What QFPay charged against the contract, batch by batch, with the effective rate and what explains a drift. */
export async function feeReport(ctx: BooksContext, period: ReportPeriod): Promise<Report<[ReportSection<FeeReportLine>]>> {
  requireRight(ctx.actor, "readSettlement");
  const batches = await ofChargedDays(ctx, period, batchesIn);
  const rows = batches.map(({ settleDay, batch, told, ...figures }) => ({
    settleDay,
    batch,
    ...feeTexts(figures.currency, [figures]),
    ...told,
  }));
  return reportOf(ctx, "fees", period, [
    sectionOf<FeeReportLine>(
      "fees",
      [
        ["settleDay", "day"],
        ["batch", "identifier"],
        ["currency", "text"],
        ["lines", "count"],
        ["gross", "amount"],
        ["charged", "amount"],
        ["expected", "amount"],
        ["difference", "amount"],
        ["effectiveRate", "rate"],
        ["explanation", "text"],
        ["term", "text"],
        ["fits", "text"],
      ],
      rows,
      byCurrency(batches, (currency, group) => feeTexts(currency, group)),
    ),
  ]);
}

/** Sums over rows, minor units; `expected` is null where no contract holds. */
type FeeFigures = {
  readonly currency: Currency;
  readonly lines: number;
  readonly gross: bigint;
  readonly charged: bigint;
  readonly expected: bigint | null;
};
/** Rows of one batch and one contract, summed, with what explains their fees. */
type FeeBatch = FeeFigures & {
  readonly settleDay: string;
  readonly batch: string;
  readonly told: Pick<FeeReportLine, "explanation" | "term" | "fits">;
};

function batchesIn(rows: readonly Charged[]): FeeBatch[] {
  const groups = Map.groupBy(rows, ({ settleDay, batchNo, currency }) => [settleDay, batchNo, currency].join("\u001f"));
  return [...groups.values()].flatMap((batch) => [...Map.groupBy(batch, ({ contract }) => contract).values()].flatMap(batchOf));
}

function batchOf(lines: readonly Charged[]): FeeBatch[] {
  const [first] = lines;
  if (first === undefined) return [];
  const { settleDay, batchNo: batch, currency, contract } = first;
  const drift = contract && explainDrift(lines, contract);
  return [
    {
      settleDay,
      batch,
      currency,
      lines: lines.length,
      gross: sumOf(lines, ({ grossMinor }) => grossMinor),
      charged: sumOf(lines, ({ feeMinor }) => feeMinor),
      expected: contract && feeOfLines(lines, contract),
      told: { explanation: drift?.code ?? null, term: drift?.term || null, fits: drift && `${drift.matched} of ${drift.of}` },
    },
  ];
}

/** What rows without a contract cost stands beside no expectation. */
function feeTexts(currency: Currency, batches: readonly FeeFigures[]) {
  const judged = batches.flatMap(({ charged, expected }) => (expected === null ? [] : [{ charged, expected }]));
  const [gross, charged] = [sumOf(batches, (each) => each.gross), sumOf(batches, (each) => each.charged)];
  const expected = sumOf(judged, (each) => each.expected);
  return {
    currency,
    lines: batches.reduce((count, { lines }) => count + lines, 0),
    gross: amountText(gross, currency),
    charged: amountText(charged, currency),
    expected: judged.length === 0 ? null : amountText(expected, currency),
    difference: judged.length === 0 ? null : amountText(sumOf(judged, (each) => each.charged) - expected, currency),
    effectiveRate: effectiveRate(charged, gross),
  };
}
