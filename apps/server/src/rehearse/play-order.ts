import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { Customer, type Desk, type World } from "../testing/index.ts";
import type { PlannedOrder } from "./script.ts";

const PATIENCE = 4;

/** One thing that happens at a moment of the day. */
export type Scene = { at: Date; play(): Promise<void> };

/** Who is at work: whoever asks for money and gives it back, and the second person for large refunds. */
export type People = { readonly desk: Desk; readonly second: Desk };

/** The scenes of one planned order. What is not known yet (QR refused, answer lost) is met as staff would: wait, refresh, try again. */
export function scenesOf(world: World, { desk, second }: People, planned: PlannedOrder): Scene[] {
  let orderId = "";
  const read = (): Promise<OrderDetail> => desk.trpc.orders.byId.query({ orderId });
  const scenes: Scene[] = [
    {
      at: planned.at,
      async play() {
        const order = await desk.trpc.orders.create.mutate({
          requestId: randomUUID(),
          amount: planned.amount,
          currency: planned.currency,
          face: planned.face,
          expiresInMinutes: 30,
        });
        orderId = order.id;
      },
    },
    { at: planned.paysAt, play: async () => settle(world, desk, planned, await read()) },
  ];
  for (const refund of planned.refunds) {
    scenes.push({ at: refund.at, play: async () => giveBack({ desk, second }, await read(), refund.part) });
  }
  return scenes;
}

async function settle(world: World, desk: Desk, planned: PlannedOrder, order: OrderDetail): Promise<void> {
  switch (planned.fate) {
    case "leaves":
      return;
    case "is_cancelled":
      await desk.trpc.orders.cancel.mutate({ orderId: order.id });
      return;
    case "fails_then_leaves":
      if (planned.face === "qr") await confirm(world, await withQr(world, desk, order), "fail");
      return;
    case "pays":
      if (planned.face === "link") await payInsideWechat(order.linkUrl);
      else await confirm(world, await withQr(world, desk, order), "pay");
  }
}

/** Staff look at the screen until a QR stands there. */
async function withQr(world: World, desk: Desk, order: OrderDetail): Promise<OrderDetail> {
  let shown = order;
  for (let look = 0; shown.live.at !== "payable" && shown.state === "open" && look < PATIENCE; look++) {
    await world.advance(13_000);
    shown = await desk.trpc.orders.refreshQr.mutate({ orderId: order.id });
  }
  return shown;
}

async function confirm(world: World, order: OrderDetail, how: "pay" | "fail"): Promise<void> {
  const { live } = order;
  if (live.at !== "payable") return;
  const payment = order.payments.find((candidate) => candidate.id === live.paymentId);
  await world.simulator.control("POST", `/control/orders/${how}`, { out_trade_no: payment?.outTradeNo });
}

/** The customer walks through consent and cashier; thrown back to the link, they press again. */
async function payInsideWechat(linkUrl: string): Promise<void> {
  const customer = new Customer();
  for (let attempt = 0; attempt < PATIENCE; attempt++) {
    await customer.open(linkUrl);
    if (!/<form/.test(customer.html)) return;
    await customer.press(/pay|again/i);
    if (customer.url.includes("/oauth2/authorize")) await customer.press(/allow/i);
    if (customer.url.includes("/q/direct")) {
      await customer.press(/pay/i);
      return;
    }
  }
}

async function giveBack({ desk, second }: People, order: OrderDetail, part: "half" | "rest"): Promise<void> {
  const paid = order.payments.find((payment) => payment.counts);
  if (!paid || !order.can.refund) return;
  const minor = BigInt(order.refundable.amount.replace(".", ""));
  const amount = part === "rest" ? minor : minor / 2n;
  if (amount <= 0n) return;
  const after = await desk.trpc.refunds.create.mutate({
    requestId: randomUUID(),
    paymentId: paid.id,
    amount: `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`,
    reason: "returned goods",
  });
  for (const refund of after.refunds.filter(({ state }) => state === "awaiting_approval"))
    await second.trpc.refunds.approve.mutate({ refundId: refund.id });
}
