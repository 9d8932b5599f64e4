import { randomInt } from "node:crypto";
import { toWireTime } from "../wire/index.ts";
import { type Entry, readLine, toLine } from "./entries.ts";
import { Journal } from "./journal.ts";
import { Ledger } from "./ledger.ts";

/** The book's file holds a line that is no entry: somebody edited it, or it is another file. */
export class UnreadableBook extends Error {
  constructor(path: string, line: number, cause: unknown) {
    super(`${path} is not a book of this simulator: line ${line} cannot be read. Name another file with --book, or move this one away.`, {
      cause,
    });
    this.name = "UnreadableBook";
  }
}

/** The durable book of the simulated QFPay: what is recorded is read at once, and is on disk before `settled` resolves. */
export class Book {
  readonly ledger: Ledger;
  readonly #journal: Journal;

  private constructor(ledger: Ledger, journal: Journal) {
    this.ledger = ledger;
    this.#journal = journal;
  }

  /**
   * Opens the book at `path`, replaying what it holds; an empty one is begun with `seed` or a random book number.
   * Throws {@link UnreadableBook}.
   */
  static open(path: string, seed?: number): Book {
    const { journal, lines } = Journal.open(path);
    const ledger = new Ledger();
    for (const [index, line] of lines.entries()) {
      try {
        ledger.apply(readLine(line));
      } catch (cause) {
        throw new UnreadableBook(path, index + 1, cause);
      }
    }
    const book = new Book(ledger, journal);
    // The book number keeps the numbers of two books apart, so that a new book never repeats a syssn of an old one.
    const bookNumber = String(seed === undefined ? randomInt(100_000) : seed % 100_000).padStart(5, "0");
    if (ledger.bookNumber === undefined) book.record({ entry: "opened", bookNumber });
    return book;
  }

  record(entry: Entry): void {
    this.#journal.write(toLine(entry)); // first, so that a full disk stops the event and not only its record
    this.ledger.apply(entry);
  }

  settled(): Promise<void> {
    return this.#journal.settled();
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  /** A number no row has: 26 digits that begin with the UTC+8 day of `sysdtm`. docs/qfpay.md#syssn */
  nextSyssn(sysdtm: Date): string {
    return `${dayDigits(sysdtm)}0002${this.#bookNumber}${this.#serial}`;
  }

  /** WeChat's own number for the next payment or refund: 28 digits that begin with 4200. */
  nextChnlsn(paydtm: Date, syssn: string): string {
    return `420000${this.#bookNumber}${dayDigits(paydtm)}${syssn.slice(-9)}`;
  }

  get #bookNumber(): string {
    return this.ledger.bookNumber ?? "00000";
  }

  get #serial(): string {
    return String(this.ledger.rowCount + 1).padStart(9, "0");
  }
}

function dayDigits(instant: Date): string {
  return toWireTime(instant).slice(0, 10).replaceAll("-", "");
}
