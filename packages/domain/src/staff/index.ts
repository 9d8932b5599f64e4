export { type MerchantAccount, merchantAccountSchema } from "./account.ts";
export { may, type Right, type Role, roleSchema } from "./roles.ts";
