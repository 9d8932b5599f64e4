export { type DirectPage, directUrl } from "./direct-url.ts";
export { exchangeOauthCode, type PayerFound } from "./exchange-code.ts";
export { oauthCodeUrl } from "./oauth-code-url.ts";
export type { SiteUrl } from "./site-url.ts";
