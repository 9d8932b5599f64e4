import { request } from "node:http";
import type { OrderDetail } from "@tillbook/api/views";
import { parseAmount } from "@tillbook/domain/money";
import { wireFromInstant } from "@tillbook/domain/time";
import { digest } from "@tillbook/qfpay/signing";
import { z } from "zod";
import type { World } from "./world.ts";

const noticeLog = z.object({ notifications: z.array(z.object({ body: z.string() })) });

export type Answered = { readonly status: number; readonly text: string };

/** The notice that QFPay would send for an order's newest attempt, as fields. */
export function paymentNotice(world: World, order: OrderDetail, over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const attempt = order.payments.at(-1);
  const read = parseAmount(order.amount.amount, order.amount.currency);
  if (!attempt || !read.ok) throw new Error(`order ${order.number} over ${JSON.stringify(order.amount)} has no attempt`);
  return {
    status: "1",
    pay_type: attempt.payType,
    sysdtm: wireFromInstant(new Date(attempt.sysdtm ?? attempt.createdAt)),
    paydtm: wireFromInstant(world.now()),
    goods_name: "",
    txcurrcd: read.amount.currency,
    txdtm: wireFromInstant(new Date(attempt.createdAt)),
    ...(world.account.mchid === null ? {} : { mchid: world.account.mchid }),
    txamt: read.amount.minor.toString(),
    out_trade_no: attempt.outTradeNo,
    syssn: attempt.syssn,
    cancel: "0",
    respcd: "0000",
    notify_type: "payment",
    chnlsn: `4200${attempt.outTradeNo}`,
    ...over,
  };
}

/** What QFPay's book holds ready to be sent about a number, byte for byte, delivered or not. */
export async function noticesAtQfpay(world: World, outTradeNo: string | undefined): Promise<string[]> {
  const answer = await world.simulator.control("GET", `/control/notifications?out_trade_no=${outTradeNo}`);
  return noticeLog.parse(answer).notifications.map((notice) => notice.body);
}

/** Upper-case MD5 over the bytes and the account's key, as QFPay signs. */
export function signed(world: World, body: string | Uint8Array): string {
  return digest(body, world.account.clientKey, "MD5");
}

/** Posts bytes to the address for notifications, with header lines just as given. */
export function post(
  world: World,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string | readonly string[]>>,
  address = "/hooks/qfpay",
): Promise<Answered> {
  const bytes = Buffer.from(body);
  const lines = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]));
  return new Promise((resolve, reject) => {
    const call = request(world.url + address, { method: "POST", headers: { "content-length": bytes.length, ...lines } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
    });
    call.on("error", reject);
    call.end(bytes);
  });
}

/** Posts a truly signed notice. */
export function notify(world: World, notice: Readonly<Record<string, unknown>> | string): Promise<Answered> {
  const body = typeof notice === "string" ? notice : JSON.stringify(notice);
  return post(world, body, { "content-type": "application/json", "x-qf-sign": signed(world, body) });
}
