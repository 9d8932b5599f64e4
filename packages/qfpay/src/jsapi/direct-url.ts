import { z } from "zod";
import { amountSchema, checked, goodsNameSchema, merchantNameSchema } from "../fields/index.ts";
import type { Account } from "../gateway/index.ts";
import { PATHS } from "../names/index.ts";
import type { PayParams } from "../payments/index.ts";
import { queryString } from "../transport/index.ts";
import { type SiteUrl, siteUrl } from "./site-url.ts";

const shownSchema = z.object({ merchantName: merchantNameSchema, amount: amountSchema, goodsName: goodsNameSchema.optional() });

/** What WeChat's cashier page shows and where it returns to. Nothing of it binds: the amount charged is bound in `payParams`. */
export type DirectPage = z.input<typeof shownSchema> & { readonly returnTo: SiteUrl; readonly payParams: PayParams };

/**
 * The address of QFPay's page that opens WeChat's cashier. It carries no signature, so arrival at `returnTo` proves nothing.
 * Every value is percent-encoded exactly once. Throws `InvalidRequest`. docs/qfpay.md#jsapi
 */
export function directUrl(account: Account, page: DirectPage): string {
  const { merchantName, amount, goodsName } = checked(shownSchema, page);
  const params = {
    ...page.payParams,
    mchntnm: merchantName,
    txamt: amount.minor.toString(),
    currency: amount.currency, // here neither `txcurrcd` …
    redirect_url: siteUrl("returnTo", page.returnTo), // … nor `redirect_uri`
    ...(goodsName === undefined ? {} : { goods_name: goodsName }),
  };
  return `${account.redirectBase}${PATHS.direct}?${queryString(params)}`;
}
