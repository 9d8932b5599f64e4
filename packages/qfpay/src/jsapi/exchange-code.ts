import { checked, oauthCodeSchema, openidSchema } from "../fields/index.ts";
import type { Answer, CallOptions, Gateway } from "../gateway/index.ts";
import { PATHS } from "../names/index.ts";

/** The payer's openid. Use it for this attempt and forget it: QFPay asks for a fresh one every time. */
export type PayerFound = { readonly openid: string };

/**
 * Exchanges WeChat's code for the payer's openid, once: a used code is spent, and a reload starts anew.
 * Throws `InvalidRequest` for a `code` that cannot be one; parse what a browser brings with `oauthCodeSchema` first.
 */
export async function exchangeOauthCode(gateway: Gateway, code: string, options?: CallOptions): Promise<Answer<PayerFound>> {
  return gateway.call(
    {
      operation: "openid",
      method: "GET",
      path: PATHS.openid,
      params: { code: checked(oauthCodeSchema, code) },
      echoes: {},
      read: (fields) => {
        const openid = openidSchema.safeParse(fields["openid"]);
        return openid.success ? { ok: true, value: { openid: openid.data } } : { ok: false, field: "openid" };
      },
    },
    options,
  );
}
