export { type Accounts, accountsOn, type SealedAccount, type Seat } from "./accounts.ts";
