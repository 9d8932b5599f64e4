import { randomBytes } from "node:crypto";
import { wireFromInstant } from "@tillbook/domain/time";
import { HEADERS } from "@tillbook/qfpay/names";
import { signForSending } from "@tillbook/qfpay/signing";
import { z } from "zod";
import { bodyOf, type HttpClient } from "../frame/http-client.ts";
import { MERCHANT } from "../product/start-product.ts";

const answerSchema = z.object({ respcd: z.literal("0000") });

/** What there is without the product: a client that signs a call and sends it to QFPay. */
export type BareCaller = { create(): Promise<void>; enquire(outTradeNo: string): Promise<void> };

export function bareCaller(client: HttpClient, url: string): BareCaller {
  async function call(path: string, params: Readonly<Record<string, string>>): Promise<void> {
    const signed = signForSending(params, MERCHANT.clientKey, "SHA256");
    const headers = {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      [HEADERS.appCode]: MERCHANT.appCode,
      [HEADERS.sign]: signed.sign,
      [HEADERS.signType]: "SHA256",
    };
    const text = await bodyOf(client.send("POST", url + path, headers, new URLSearchParams(signed.params).toString()));
    answerSchema.parse(JSON.parse(text));
  }
  return {
    create: () =>
      call("/trade/v1/payment", {
        txamt: "8800",
        txcurrcd: "HKD",
        pay_type: "800201",
        out_trade_no: `B${randomBytes(10).toString("hex").toUpperCase().slice(0, 19)}`,
        txdtm: wireFromInstant(new Date()),
      }),
    enquire: (outTradeNo) => call("/trade/v1/query", { out_trade_no: outTradeNo }),
  };
}
