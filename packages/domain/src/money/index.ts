export { add, type Currency, CurrencyMismatch, currencySchema, decimalsOf, isSame, type Money, money, negate, subtract } from "./money.ts";
export { type AmountFault, formatDecimal, formatForPeople, formatMajor, MAX_AMOUNT_MINOR, parseAmount } from "./text.ts";
