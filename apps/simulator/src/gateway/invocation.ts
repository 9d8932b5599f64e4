import { createHash, randomBytes } from "node:crypto";
import { toWireTime } from "../wire/index.ts";
import type { WireObject } from "./answer.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Random letters and digits. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => LETTERS.charAt(byte % LETTERS.length)).join("");
}

/** The text of a WeChat payment QR code. */
export function makeQrcode(): string {
  return `weixin://wxpay/bizpayurl?pr=${randomText(11)}`;
}

/** The `package` that ties `pay_params` to its order. */
export function makePackage(sysdtm: Date): string {
  return `prepay_id=wx${toWireTime(sysdtm).replace(/\D/g, "")}${randomBytes(11).toString("hex").slice(0, 20)}0000`;
}

const APP_ID = `wx${createHash("md5").update("simulated official account").digest("hex").slice(0, 16)}`;

/**
 * What WeChat's bridge and `/q/direct` want of an order. `appId` has 18 characters though QFPay declares 16, and an RSA
 * `paySign` has 344 though it declares 64. docs/qfpay.md#jsapi
 */
export function payParamsOf(packageText: string, sysdtm: Date, signType: "MD5" | "RSA"): WireObject {
  const signed = {
    appId: APP_ID,
    timeStamp: String(Math.floor(sysdtm.getTime() / 1000)),
    nonceStr: randomBytes(16).toString("hex"),
    package: packageText,
    signType,
  };
  return { ...signed, paySign: paySignOf(signed) };
}

/** Whether the six parameters are the ones that were given out: WeChat refuses all others. */
export function isInvocationIntact(params: Readonly<Record<string, string>>): boolean {
  const { appId = "", timeStamp = "", nonceStr = "", package: packageText = "", signType = "", paySign = "" } = params;
  return paySign === paySignOf({ appId, timeStamp, nonceStr, package: packageText, signType });
}

type Signed = {
  readonly appId: string;
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly signType: string;
};

// WeChat signs with a key that nobody outside has; any digest over the parameters does as well here.
function paySignOf(signed: Signed): string {
  const text = [signed.appId, signed.timeStamp, signed.nonceStr, signed.package, signed.signType].join("\n");
  if (signed.signType === "RSA") return createHash("shake256", { outputLength: 256 }).update(text).digest("base64");
  return createHash("md5").update(text).digest("hex").toUpperCase();
}
