export { countForged, forgedByHour, forgedNaming } from "./forged.ts";
export { accountOfNumber, storeAside, wasBelievedLater } from "./kept-aside.ts";
export {
  type LedgerEntry,
  type LedgerFilter,
  type LedgerRow,
  type LedgerScope,
  listLedger,
  type Moved,
  movedBy,
  readLedgerEntry,
  replaysOf,
} from "./ledger.ts";
