export { type AccountConnection, type Accounts, accountsOn, type SealedAccount, type Seat } from "./accounts.ts";
