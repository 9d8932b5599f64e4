import { type Books, type DayOutcome, factsOf, matchBooks, placeOfLine, type Ruling, type RulingTerms, subjectOf } from "../index.ts";

type ABreak = DayOutcome["broken"][number];
/** How a test wants a break to be settled. */
export type Settling = (aBreak: ABreak, at: number) => RulingTerms | null;

const idOf = (at: number): string => `ruling ${at}`;

export const writeOff: Settling = (aBreak, at) => ({
  id: idOf(at),
  subject: subjectOf(aBreak),
  action: "WRITE_OFF",
  account: "write_off",
  codes: aBreak.codes,
  difference: aBreak.difference,
});

export const carryUntil =
  (until: Books["asOf"]): Settling =>
  (aBreak, at) => ({
    id: idOf(at),
    subject: subjectOf(aBreak),
    action: "CARRY",
    until,
    codes: aBreak.codes,
    difference: aBreak.difference,
  });

export const ignore: Settling = ({ line }, at) =>
  line && { id: idOf(at), subject: { kind: "line", ...placeOfLine(line) }, action: "IGNORE_LINE", lines: [placeOfLine(line)] };

export const bookByHand: Settling = ({ line }, at) =>
  line && {
    id: idOf(at),
    subject: { kind: "line", ...placeOfLine(line) },
    action: "CREATE_INTERNAL",
    lines: [placeOfLine(line)],
    bookedOn: null,
  };

export const linkTo =
  (...syssns: string[]): Settling =>
  ({ line }, at) =>
    line && { id: idOf(at), subject: { kind: "line", ...placeOfLine(line) }, action: "LINK", lines: [placeOfLine(line)], syssns };

/** A ruling on the facts as they stand. Throws when there is nothing that it could be about. */
export function ruled(books: Books, terms: RulingTerms): Ruling {
  const facts = factsOf(books, terms);
  if (facts === null) throw new Error("there is no such row");
  return { ...terms, facts };
}

/** The same books with every break settled as told, where it can be. */
export function settle(books: Books, settling: Settling): Books {
  const rulings = matchBooks(books).broken.flatMap((aBreak, at) => {
    const terms = settling(aBreak, at);
    return terms ? [ruled(books, terms)] : [];
  });
  return { ...books, rulings: [...books.rulings, ...rulings] };
}
