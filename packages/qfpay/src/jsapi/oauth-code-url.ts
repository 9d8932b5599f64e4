import type { Account } from "../gateway/index.ts";
import { PATHS } from "../names/index.ts";
import { signForSending } from "../signing/index.ts";
import { queryString } from "../transport/index.ts";
import { type SiteUrl, siteUrl } from "./site-url.ts";

/**
 * Where to send a browser inside WeChat for a single-use code; WeChat returns it to `returnTo` with `code=…` added,
 * among other parameters. Signed with MD5 whatever the account uses, over the decoded address; encoded exactly once.
 * QFPay passes no `state` on: put one into `returnTo`. Throws `InvalidRequest`. docs/qfpay.md#jsapi
 */
export function oauthCodeUrl(account: Account, returnTo: SiteUrl): string {
  const asked = { app_code: account.appCode, mchid: account.mchid, redirect_uri: siteUrl("returnTo", returnTo) };
  const { params, sign } = signForSending(asked, account.clientKey, "MD5");
  return `${account.apiBase}${PATHS.oauthCode}?${queryString(params)}&sign=${sign}`;
}
