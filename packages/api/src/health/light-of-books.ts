import type { LightView } from "../views/index.ts";
import { count, moment, secondsSince } from "./figures.ts";
import type { HealthReading } from "./reading.ts";

const DAY_S = 24 * 60 * 60;

/** Whether the books keep what they promise, as the last nightly look found. */
export function booksLight({ books, now }: HealthReading): LightView {
  const broken = books?.broken ?? [];
  const names = broken.map(({ name }) => name);
  const figures = [
    moment("last_check", books?.checkedAt ?? null),
    count("promises_broken", broken.length),
    ...(names.length === 0 ? [] : [{ name: "broken_promises" as const, unit: "names" as const, names }]),
  ];
  if (names.includes("audit_is_as_sealed")) return { name: "books", tone: "red", advice: "books_rewritten", figures };
  if (broken.length > 0) return { name: "books", tone: "red", advice: "books_broken", figures };
  if (books === null) return { name: "books", tone: "green", advice: "books_unchecked", figures };
  const isOld = secondsSince(books.checkedAt, now) > 2 * DAY_S;
  return isOld
    ? { name: "books", tone: "amber", advice: "books_check_late", figures }
    : { name: "books", tone: "green", advice: "books_fine", figures };
}
