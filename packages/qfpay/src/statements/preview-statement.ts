import type { BankLine, FundFlowLine, StatementLine, TransactionLine } from "@tillbook/domain/settlement";
import { type ReadOptions, readStatement, type StatementReading } from "./read-statement.ts";
import type { ReadRow } from "./sinks.ts";
import type { Spooled } from "./spool.ts";

/** How a file would be read: its first rows as we understand them, and what all of them come to. Nothing is kept. */
export type Preview = {
  readonly result: StatementReading;
  readonly lines: readonly ReadRow<StatementLine>[];
  readonly transactions: readonly ReadRow<TransactionLine>[];
  readonly bank: readonly ReadRow<BankLine>[];
  readonly flow: readonly ReadRow<FundFlowLine>[];
};

const SHOWN = 50;

/** Reads the whole file, so that its totals and faults are those of the import, and keeps the first fifty rows. */
export async function previewStatement(file: Spooled, options: ReadOptions = {}, shown = SHOWN): Promise<Preview> {
  const [lines, transactions, bank, flow] = [
    first<StatementLine>(shown),
    first<TransactionLine>(shown),
    first<BankLine>(shown),
    first<FundFlowLine>(shown),
  ];
  const sinks = { lines: lines.take, transactions: transactions.take, bank: bank.take, flow: flow.take };
  const result = await readStatement(file, sinks, options);
  return { result, lines: lines.kept, transactions: transactions.kept, bank: bank.kept, flow: flow.kept };
}

function first<T>(shown: number): { kept: ReadRow<T>[]; take: (rows: readonly ReadRow<T>[]) => Promise<void> } {
  const kept: ReadRow<T>[] = [];
  return {
    kept,
    take: async (rows) => {
      kept.push(...rows.slice(0, shown - kept.length));
    },
  };
}
