import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { Customer } from "../../testing/index.ts";
import type { House } from "./house.ts";
import { isRefusal, patiently, pause } from "./patiently.ts";

/** So often a person looks again before giving up; with pauses between, a minute and more of the house's clock. */
const LOOKS = 120;

/** What staff and a customer do at a server that may be away: they try again with the same request, and pay what they are shown. */
export type People = ReturnType<typeof peopleIn>;

export function peopleIn(house: House) {
  const { trpc } = house.desk;
  const read = (orderId: string): Promise<OrderDetail> => patiently(house, () => trpc.orders.byId.query({ orderId }));
  const renew = (orderId: string): Promise<OrderDetail> => unlessRefused(house, orderId, () => trpc.orders.refreshQr.mutate({ orderId }));

  async function atQfpay(what: "pay" | "fail", outTradeNo: string, late = false): Promise<boolean> {
    const answer = await fetch(`${house.simulator.url}/control/orders/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ out_trade_no: outTradeNo, ...(late ? { late } : {}) }),
    });
    return answer.ok;
  }

  /** The customer pays the code on the screen; where there is none, staff have another one made. */
  async function payWhatIsShown(orderId: string): Promise<OrderDetail> {
    for (let look = 0; look < LOOKS; look++) {
      const order = await read(orderId);
      if (order.state !== "open") return order;
      const { live } = order;
      const shown = live.at === "payable" ? order.payments.find((payment) => payment.id === live.paymentId) : undefined;
      if (shown) await atQfpay("pay", shown.outTradeNo);
      else if (live.at !== "over") await renew(orderId);
      await pause(shown ? 250 : 400);
    }
    return read(orderId);
  }

  /** A customer inside WeChat opens the link again and again until they have confirmed, or the order is over. */
  async function payInWechat({ id, linkUrl }: Pick<OrderDetail, "id" | "linkUrl">): Promise<void> {
    for (let attempt = 0; attempt < LOOKS; attempt++) {
      await house.servers.up();
      if (await walk(linkUrl).catch(() => false)) return;
      if ((await read(id)).state !== "open") return;
      await pause(200);
    }
  }

  return {
    read,
    renew,
    atQfpay,
    payWhatIsShown,
    payInWechat,
    walk,
    newOrder: (face: "qr" | "link") => ({ requestId: randomUUID(), amount: "88.00", currency: "HKD", face, expiresInMinutes: 30 }),
    create: (asked: Parameters<typeof trpc.orders.create.mutate>[0]): Promise<OrderDetail> =>
      patiently(house, () => trpc.orders.create.mutate(asked)),
    cancel: (orderId: string): Promise<OrderDetail> => unlessRefused(house, orderId, () => trpc.orders.cancel.mutate({ orderId })),
    check: (orderId: string): Promise<OrderDetail> => unlessRefused(house, orderId, () => trpc.orders.enquire.mutate({ orderId })),
    refund: (asked: Parameters<typeof trpc.refunds.create.mutate>[0]): Promise<unknown> =>
      patiently(house, () => trpc.refunds.create.mutate(asked)),
  };

  /** What is refused is no failure: the order is as it is. */
  async function unlessRefused(at: House, orderId: string, ask: () => Promise<OrderDetail>): Promise<OrderDetail> {
    try {
      return await patiently(at, ask);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return read(orderId);
    }
  }
}

/** One walk over consent and cashier, as far as there is a button. True when the customer has confirmed. */
async function walk(linkUrl: string): Promise<boolean> {
  const customer = await new Customer().open(linkUrl);
  if (!/<form/.test(customer.html)) return false;
  await customer.press(/pay|again/i);
  if (customer.url.includes("/oauth2/authorize")) await customer.press(/allow/i);
  if (!customer.url.includes("/q/direct")) return false;
  await customer.press(/pay/i);
  return true;
}
