export { type Closing, closingSchema, type MerchantAccount, merchantAccountSchema } from "./account.ts";
export { may, type Right, type Role, roleSchema } from "./roles.ts";
export { type Scope, scopeSchema, scopesAllow } from "./scopes.ts";
