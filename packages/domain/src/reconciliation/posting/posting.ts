import type { Currency } from "../../money/index.ts";
import type { JournalEvent } from "../journals/index.ts";

/** An event in one currency. Posted by the close of a day, and from then on part of the books. */
export type Posting = JournalEvent & { readonly currency: Currency };

/** Postings of one kind, account, currency and reference as one, in a stable order; those that come to nothing are left out. */
export function gathered(postings: readonly Posting[]): Posting[] {
  const groups = [...Map.groupBy(postings, keyOf)].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return groups.flatMap(([, group]) => {
    const [first] = group;
    const minor = group.reduce((sum, each) => sum + each.minor, 0n);
    return first === undefined || minor === 0n ? [] : [{ ...first, minor }];
  });
}

/**
 * What has still to be posted so that the books say `target`. Postings are told apart by what they refer to, so each is posted once, and
 * one that is true no longer is taken back by a new one.
 */
export function outstanding(target: readonly Posting[], posted: readonly Posting[]): Posting[] {
  return gathered([...target, ...posted.map((each) => ({ ...each, minor: -each.minor }))]);
}

function keyOf({ currency, kind, account, reference }: Posting): string {
  return [currency, kind, account ?? "", reference].join("\u001f");
}
