import { checkPlantedFaults } from "@tillbook/domain/reconciliation/testing";

export type LawsReport = { readonly books: number; readonly planted: number; readonly kinds: number; readonly failures: readonly string[] };

/** Plants faults in so many random books: exactly those must be found, with their amounts, and every proof must be zero. */
export function runLaws(asked: { seed: number; books: number }): LawsReport {
  const { runs, planted, wrong } = checkPlantedFaults({ runs: asked.books, seed: asked.seed });
  const counts = [...planted.values()];
  return {
    books: runs,
    planted: counts.reduce((sum, count) => sum + count, 0),
    kinds: counts.length,
    failures: wrong === null ? [] : [wrong],
  };
}
