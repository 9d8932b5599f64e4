import { median, rounded } from "./figures.ts";

/** One round: reference and product measured in turn, in one unit. */
export type Round = { readonly reference: number; readonly product: number };

/** What is said of a round: how many times the reference, or how much more than it. */
export type Measure = "ratio" | "added";

/** A reference that varies by more than this says that the machine did, and nothing about the product. */
const MAY_VARY = 2;
const MOST_TRIES = 3;

/** What a row of the budget comes to. */
export type Comparison = {
  /** Median of the rounds' product ÷ reference, or product − reference. */
  readonly figure: number;
  readonly lowest: number;
  readonly highest: number;
  /** Greatest reference ÷ smallest. */
  readonly variation: number;
  readonly isRefused: boolean;
  /** Medians of the rounds, in the unit that was measured. */
  readonly reference: number;
  readonly product: number;
  readonly rounds: number;
};

/** Judges rounds; refuses them when the reference itself varied by more than 2×. */
export function comparisonOf(rounds: readonly Round[], measure: Measure = "ratio"): Comparison {
  const figures = rounds.map(({ reference, product }) => (measure === "ratio" ? product / reference : product - reference));
  const references = rounds.map(({ reference }) => reference);
  const variation = Math.max(...references) / Math.min(...references);
  return {
    figure: rounded(median(figures)),
    lowest: rounded(Math.min(...figures)),
    highest: rounded(Math.max(...figures)),
    variation: rounded(variation),
    isRefused: variation > MAY_VARY,
    reference: rounded(median(references)),
    product: rounded(median(rounds.map(({ product }) => product))),
    rounds: rounds.length,
  };
}

/** Measures several things in `count` rounds one after the other; repeated while a reference varied too much, {@link MOST_TRIES} times at most. */
export async function compareEach<Name extends string>(
  count: number,
  measures: Readonly<Record<Name, Measure>>,
  round: (index: number) => Promise<Readonly<Record<Name, Round>>>,
): Promise<ReadonlyMap<string, Comparison>> {
  for (let attempt = 1; ; attempt++) {
    const rounds: Readonly<Record<string, Round>>[] = [];
    for (let index = 0; index < count; index++) rounds.push(await round(index));
    const comparisons = new Map(
      Object.entries<Measure>(measures).map(([name, measure]) => {
        const own = rounds.flatMap((each) => each[name] ?? []);
        return [name, comparisonOf(own, measure)];
      }),
    );
    if (attempt === MOST_TRIES || ![...comparisons.values()].some(({ isRefused }) => isRefused)) return comparisons;
  }
}

/** Measures one thing in rounds, as {@link compareEach} several. */
export async function compare(count: number, round: (index: number) => Promise<Round>): Promise<Comparison> {
  const compared = await compareEach(count, { it: "ratio" }, async (index) => ({ it: await round(index) }));
  return compared.get("it") ?? comparisonOf([]);
}

/** Times two ways of doing the same thing in turn, call by call; answers the median milliseconds of each. */
export async function alternate(
  times: number,
  reference: (turn: number) => Promise<unknown>,
  product: (turn: number) => Promise<unknown>,
): Promise<Round> {
  const took: { reference: number[]; product: number[] } = { reference: [], product: [] };
  for (let turn = 0; turn < times; turn++) {
    took.reference.push(await timed(() => reference(turn)));
    took.product.push(await timed(() => product(turn)));
  }
  return { reference: median(took.reference), product: median(took.product) };
}

/** Milliseconds that something took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
