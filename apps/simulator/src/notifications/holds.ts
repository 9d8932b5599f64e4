import type { Book } from "../book/index.ts";

/** Notices that wait: for their set to be full, or for the notice of a refund. Which set they wait in is in memory. */
export class Holds {
  readonly #book: Book;
  readonly #sets = new Map<string, string[]>();

  constructor(book: Book) {
    this.#book = book;
  }

  /** Adds a notice to the set of a script; answers the whole set, last come first, when it is full. */
  join(script: string, size: number, noticeId: string): readonly string[] {
    const set = [...(this.#sets.get(script) ?? []), noticeId];
    this.#sets.set(script, set.length < size ? set : []);
    return set.length < size ? [] : set.toReversed();
  }

  /** The held notices of the payment that this refund gives back. */
  waitingForRefund(syssn: string): readonly string[] {
    const refund = this.#book.ledger.row(syssn);
    if (refund?.kind !== "refund") return [];
    return this.#held().flatMap((notice) => (notice.about === "payment" && notice.syssn === refund.origssn ? [notice.id] : []));
  }

  /** Every held notice, oldest first; their sets are forgotten. */
  all(): readonly string[] {
    this.#sets.clear();
    return this.#held().map((notice) => notice.id);
  }

  #held() {
    return [...this.#book.ledger.notices.values()].filter((notice) => notice.held === true);
  }
}
