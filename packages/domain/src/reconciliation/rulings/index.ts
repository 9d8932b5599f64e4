export { bookedByHand, mayBeBooked } from "./booked-by-hand.ts";
export { type FactsBase, factsText, numbersInFacts, numbersToName } from "./facts.ts";
export { type BooksOfFacts, factsOf, placesOf, rulingsInEffect, syssnsOf } from "./in-effect.ts";
export type { Ruling, RulingAction, RulingMark, RulingTerms } from "./ruling.ts";
