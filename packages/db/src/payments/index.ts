export { type Attempts, attemptsOn, type Opening } from "./attempts.ts";
export { type CaseFilter, countOpenCases, type ListedCase, listCases, listedCase } from "./case-list.ts";
export { type Cases, caseOpening, casesOn, type NewCase, type StoredCase } from "./cases.ts";
export {
  type FirstNews,
  isPlain,
  type News,
  type NewsNumbers,
  newsOn,
  type OwnNumbers,
  type PaymentInNews,
  type PaymentNews,
  wasOvertaken,
} from "./news.ts";
export { type Payments, paymentsInsertion, paymentsOn } from "./payments.ts";
export { type KnownPayment, knownAfter, newlyKnown, paymentFromRow } from "./rows.ts";
export { type Visit, type Visits, visitsOn } from "./visits.ts";
