import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { type Answer, type Client, type Input, until } from "./client.ts";

const event = z.looseObject({ type: z.string() });
const objects = z.array(z.record(z.string(), z.unknown()));

/** What the shop saw: the order as it stood at last, its refund, and the events that were truly signed. */
export type ShopDay = {
  order: Readonly<Record<string, unknown>>;
  refund: Readonly<Record<string, unknown>>;
  events: string[];
  forged: number;
};

type Shop = {
  readonly api: Client;
  /** The customer pays: told to the simulated QFPay. */
  readonly pay: (outTradeNo: string) => Promise<void>;
  /** What happens between every two calls. */
  readonly between: () => Promise<void>;
};

/** A shop's whole story through the API: it listens for events, asks for money, sees it paid, gives a part back and reads all of it again. */
export async function playShop({ api, pay, between }: Shop): Promise<ShopDay> {
  const ears = await listen();
  try {
    const endpoint = await api.call("createWebhookEndpoint", { body: { url: ears.url }, idempotencyKey: "my endpoint" });
    ears.verifyWith(text(endpoint.body["secret"]));
    await between();
    const asked = { body: { amount: "88.00", currency: "HKD", face: "qr", goodsName: "Milk tea" }, idempotencyKey: "order 4711" };
    const order = await api.call("createOrder", asked);
    await between();
    await sameAgain(api, "createOrder", asked, order);
    await pay(text(first(order.body["payments"])["outTradeNo"]));
    await between();
    const orderId = text(order.body["id"]);
    const paid = await readUntil(api, "readOrder", { orderId }, "paid");
    await between();
    const wanted = {
      body: { paymentId: paid["paidPaymentId"], amount: "8.00", reason: "one cup was cold" },
      idempotencyKey: "refund 4711",
    };
    const refund = await api.call("createRefund", wanted);
    await between();
    await sameAgain(api, "createRefund", wanted, refund);
    const refunded = await readUntil(api, "readRefund", { refundId: text(refund.body["id"]) }, "refunded");
    const last = await api.call("readOrder", { parameters: { orderId } });
    await hasten(api);
    await until(async () => {
      for (const type of ["order.paid", "payment.paid", "refund.refunded"])
        if (!ears.heard.has(type)) throw new Error(`${type} was not heard`);
    });
    return { order: last.body, refund: refunded, events: [...ears.heard], forged: ears.forged() };
  } finally {
    await ears.stop();
  }
}

/** A call that is repeated under its key must be answered as before. */
async function sameAgain(api: Client, operationId: string, input: Input, before: Answer): Promise<void> {
  const again = await api.call(operationId, input);
  if (JSON.stringify(again) !== JSON.stringify({ ...before, isReplayed: true })) throw new Error(`${operationId} was answered differently`);
}

async function readUntil(
  api: Client,
  operationId: string,
  parameters: Readonly<Record<string, string>>,
  state: string,
): Promise<Answer["body"]> {
  return until(async () => {
    const { body } = await api.call(operationId, { parameters });
    if (body["state"] !== state) throw new Error(`${operationId} says ${text(body["state"])}`);
    return body;
  });
}

/** What was on its way when the server died would come by itself, a little later. */
async function hasten(api: Client): Promise<void> {
  const waiting = await api.call("listWebhookDeliveries", { parameters: { state: "waiting" } });
  const deliveryIds = objects.parse(waiting.body["items"]).map(({ id }) => text(id));
  if (deliveryIds.length > 0) await api.call("resendWebhookDeliveries", { body: { deliveryIds } });
}

/** Listens for events and believes what is signed. */
async function listen() {
  let webhook: Webhook | undefined;
  let forged = 0;
  const heard = new Set<string>();
  const server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      try {
        heard.add(event.parse(webhook?.verify(Buffer.concat(parts).toString(), headers)).type);
        answer.writeHead(204).end();
      } catch {
        forged += 1;
        answer.writeHead(401).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`,
    heard,
    forged: () => forged,
    verifyWith: (secret: string) => {
      webhook = new Webhook(secret);
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error(`${JSON.stringify(value)} is no text`);
  return value;
}

function first(list: unknown): Readonly<Record<string, unknown>> {
  const [found] = objects.parse(list);
  if (!found) throw new Error("the list is empty");
  return found;
}
