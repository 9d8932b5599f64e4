/** What may hold the watermark back: an attempt or a refund without a final word, a case that waits for a person, a break. */
export type HoldKind = "payment" | "refund" | "case" | "break";
/** The oldest of a kind that is not explained yet, and when it happened. */
export type Hold = { readonly kind: HoldKind; readonly since: Date };

/** Everything that happened before `at` is explained; `held` is what holds it there, null when nothing does and it stands at `now`. */
export type Watermark = { readonly at: Date; readonly held: Hold | null };

/**
 * The moment up to which all money is explained: what is not due yet waits and holds nothing back. A hold of the future (a provider's clock
 * may be ahead) leaves it at `now`.
 */
export function watermarkOf(now: Date, holds: readonly Hold[]): Watermark {
  const [oldest] = holds.toSorted((a, b) => a.since.getTime() - b.since.getTime());
  return oldest === undefined || oldest.since >= now ? { at: now, held: null } : { at: oldest.since, held: oldest };
}
