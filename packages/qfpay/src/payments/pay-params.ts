import { z } from "zod";
import type { JsonObject } from "../strict-json/index.ts";

// Documented lengths are wrong in practice: an appId has 18 characters, an RSA paySign about 344. docs/qfpay.md#jsapi
const paramSchema = z.string().regex(/^[\x21-\x7e]{1,1024}$/);

const payParamsSchema = z.object({
  appId: paramSchema,
  timeStamp: paramSchema,
  nonceStr: paramSchema,
  package: paramSchema,
  signType: paramSchema,
  paySign: paramSchema,
});

/** WeChat's six values that open the cashier, passed on unchanged. */
export type PayParams = Readonly<z.output<typeof payParamsSchema>>;

/** The `pay_params` of an answer, without fields that WeChat does not ask for; null when one of the six is missing. */
export function payParamsIn(fields: JsonObject): PayParams | null {
  const read = payParamsSchema.safeParse(fields["pay_params"]);
  return read.success ? read.data : null;
}
