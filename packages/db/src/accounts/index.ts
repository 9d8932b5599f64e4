export { type Accounts, accountsOn, type AccountConnection, type SealedAccount, type Seat } from "./accounts.ts";
