import { createHash, randomBytes } from "node:crypto";
import type { KnownPayment } from "@tillbook/db/payments";
import type { Order } from "@tillbook/domain/orders";
import type { Context } from "../context/index.ts";
import { newId, newOneTimeState } from "../orders/index.ts";
import { makeRoom } from "./make-room.ts";
import { submitAttempt } from "./submit-attempt.ts";

const STATE_LIFE_MS = 10 * 60_000;

/**
 * Opens an order's link inside WeChat: makes a one-time state bound to the browser's cookie and answers where to send the browser.
 * QFPay passes no `state` on, so ours is part of the address that it returns to. docs/qfpay.md#jsapi
 */
export async function openInWechat(ctx: Context, order: Order, cookie: string): Promise<{ sendTo: string }> {
  const now = ctx.clock.now();
  const state = newOneTimeState();
  await ctx.db.read.visits.insert({
    id: newId(),
    orderId: order.id,
    stateHash: sha256(state),
    cookieHash: sha256(cookie),
    createdAt: now,
    expiresAt: new Date(now.getTime() + STATE_LIFE_MS),
  });
  return { sendTo: ctx.qfpay.oauthCodeUrl({ base: ctx.publicUrl, path: ["p", order.linkToken, "return", state] }) };
}

export type WechatReturn = { state: string; code: string; cookie: string };

/** Where to send the browser next: WeChat's cashier, or back to the link, which shows what is known. */
export type AfterReturn =
  | { sendTo: string; is: "cashier" }
  | { is: "back"; because: "state_spent" | "no_openid" | "paid" | "unclear" | "refused" };

/**
 * WeChat brought the browser back with a code: burns the state, exchanges the code once, hands over from an older attempt and starts
 * a payment of its own for this opening. A reload finds the state spent and starts at the link again.
 */
export async function returnFromWechat(ctx: Context, order: Order, back: WechatReturn): Promise<AfterReturn> {
  const visit = await ctx.db.read.visits.burn({
    orderId: order.id,
    stateHash: sha256(back.state),
    cookieHash: sha256(back.cookie),
    codeHash: sha256(back.code),
    now: ctx.clock.now(),
  });
  if (!visit) return { is: "back", because: "state_spent" };
  const payer = await ctx.qfpay.exchangeOauthCode(back.code);
  if (payer.kind !== "accepted") return { is: "back", because: "no_openid" };
  const older = await makeRoom(ctx, order.id);
  if (older !== null) return { is: "back", because: older.state.at === "paid" ? "paid" : "unclear" };
  const attempt = await submitAttempt(ctx, order.id, { payType: "800207", openid: payer.value.openid });
  if (!attempt.isNew) return { is: "back", because: "unclear" }; // somebody else opened the link at the same moment; theirs is another openid
  await ctx.db.read.visits.tie(visit.id, attempt.payment.id);
  return cashierOf(ctx, order, attempt.payment);
}

function cashierOf(ctx: Context, order: Order, attempt: KnownPayment): AfterReturn {
  const { state } = attempt;
  if (state.at === "failed") return { is: "back", because: "refused" };
  if (attempt.supersededAt !== null) return { is: "back", because: "unclear" }; // another opening took the place while QFPay answered
  if (state.at !== "awaiting" || state.handover?.kind !== "jsapi") return { is: "back", because: "unclear" };
  const { appId = "", timeStamp = "", nonceStr = "", package: prepay = "", signType = "", paySign = "" } = state.handover.payParams;
  const sendTo = ctx.qfpay.directUrl({
    merchantName: ctx.account.name,
    amount: order.amount,
    ...(order.goodsName === null ? {} : { goodsName: order.goodsName }),
    returnTo: { base: ctx.publicUrl, path: ["p", order.linkToken] },
    payParams: { appId, timeStamp, nonceStr, package: prepay, signType, paySign },
  });
  return { is: "cashier", sendTo };
}

/** A cookie value that names a browser to one link, and nothing else. */
export function newBrowserCookie(): string {
  return randomBytes(20).toString("base64url");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
