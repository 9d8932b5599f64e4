export { type ListedTransaction, listTransactions, type TransactionFilter } from "./list-transactions.ts";
export {
  type ClaimedTransaction,
  contradictionsTo,
  type TransactionRow,
  type Transactions,
  transactionsOn,
  transactionsUpsert,
} from "./transactions.ts";
