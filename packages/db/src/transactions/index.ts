export { type TransactionRow, type Transactions, transactionsOn } from "./transactions.ts";
