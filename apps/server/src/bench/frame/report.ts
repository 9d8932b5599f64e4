import { availableParallelism, loadavg } from "node:os";
import type { Comparison } from "./compare.ts";
import { rounded } from "./figures.ts";

/** What a figure must keep and what it aims at. `atMost` for what should be small, `atLeast` for what should be large. */
export type Budget = { readonly atMost: number; readonly aim: number } | { readonly atLeast: number; readonly aim: number };

/** One row of the answer: a figure of a budget where it has one, else something worth knowing. */
export type Row = {
  readonly name: string;
  readonly figure: number;
  readonly budget: Budget | null;
  readonly details: Readonly<Record<string, number | string | boolean>>;
  readonly isRefused: boolean;
};

/** A row out of rounds of reference and product; `unit` is what both were measured in. */
export function comparedRow(name: string, comparison: Comparison, unit: string, budget: Budget | null): Row {
  const { figure, isRefused, lowest, highest, variation, reference, product, rounds } = comparison;
  const details = { range: `${lowest}–${highest}`, [`reference ${unit}`]: reference, [`product ${unit}`]: product, variation, rounds };
  return { name, figure, budget, isRefused, details };
}

export function keeps({ figure, budget, isRefused }: Row): boolean {
  if (budget === null) return true;
  return !isRefused && ("atMost" in budget ? figure <= budget.atMost : figure >= budget.atLeast);
}

/** Prints a row as soon as it is known. */
export function printRow(row: Row): void {
  const { budget } = row;
  const must =
    budget === null
      ? ""
      : "atMost" in budget
        ? ` (must ≤ ${budget.atMost}, aim ${budget.aim})`
        : ` (must ≥ ${budget.atLeast}, aim ${budget.aim})`;
  const verdict = budget === null ? " " : row.isRefused ? "?" : keeps(row) ? "✓" : "✗";
  const details = Object.entries(row.details).map(([name, value]) => `${name} ${value}`);
  console.log(`${verdict} ${row.name}: ${row.figure}${must}${row.isRefused ? " REFUSED" : ""}  ${details.join(", ")}`);
}

/** Prints the one line for machines, last, and sets the exit code: 0 only when every budget is kept by a run that counts. */
export function conclude(bench: string, rows: readonly Row[], facts: Readonly<Record<string, number | string>>): void {
  const withinBudget = rows.every(keeps);
  const figures = Object.fromEntries(
    rows.map((row) => [row.name, { ratio: row.figure, ...row.budget, withinBudget: keeps(row), refused: row.isRefused, ...row.details }]),
  );
  console.log(JSON.stringify({ bench, withinBudget, ...machine(), ...facts, figures }));
  process.exitCode = withinBudget ? 0 : 1;
}

/** Cores and load: what else went on while this was measured. */
export function machine(): { cores: number; load: string } {
  return { cores: availableParallelism(), load: loadavg().map(rounded).join(" ") };
}
