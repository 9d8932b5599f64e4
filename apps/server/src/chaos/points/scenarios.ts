import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import type { House } from "../harness/house.ts";
import { pause } from "../harness/patiently.ts";
import { type People, peopleIn } from "../harness/people.ts";

/** One order that a server dies over. */
export type Play = {
  /** Before: nobody dies here. */
  prepare(): Promise<void>;
  /** What the server dies in; it may fail in any way. */
  trigger(): Promise<unknown>;
  /** What people do afterwards. Answers what is wrong then, or null. */
  follow(): Promise<string | null>;
};

/** A fault of QFPay's that is in force from the trigger to the death. */
export type Fault = { match: { operation: string; chance?: number; count?: number }; action: object };

export type Scenario = {
  /** The flows whose steps are met. */
  readonly flows: readonly string[];
  /** Those of their steps that are for this scenario to die at, where another one meets the rest of them; default all. */
  readonly diesAt?: (step: string) => boolean;
  /** The flow begins by itself after the trigger (`later`), or by the start of the server, which is armed for it (`start`). */
  readonly begins?: "later" | "start";
  /** By name: what QFPay, or somebody else, does meanwhile. */
  readonly variants: Readonly<Record<string, readonly Fault[]>>;
  /** Those in which all steps of the flows are met at least once. */
  readonly listedBy: readonly string[];
  play(house: House, variant: string): Play;
};

/** Longer than the server waits for an answer, so that QFPay does it behind our back. */
const TOO_SLOW_MS = 1_500; // with the clock at ten times
const always = (operation: string, action: object): Fault => ({ match: { operation, chance: 1 }, action });
const LOST_NOTICE = always("notification", { loseNotification: true });

/** QFPay does what it was asked, does not, or does it when nobody waits any more. */
function provider(...operations: readonly string[]): Scenario["variants"] {
  return {
    did: [],
    "did not": operations.map((operation) => always(operation, { dropBeforeProcessing: true })),
    "did slowly": operations.map((operation) => always(operation, { delayMs: TOO_SLOW_MS })),
  };
}

/** Variants in which no answer comes. */
export const SILENT: ReadonlySet<string> = new Set(["did not", "did slowly"]);

async function isPaid(people: People, order: OrderDetail): Promise<string | null> {
  const end = await people.payWhatIsShown(order.id);
  return end.state === "paid" ? null : `order ${order.number} is ${end.state}`;
}

const create: Scenario = {
  flows: ["create"],
  variants: provider("payment"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    const asked = people.newOrder("qr");
    return {
      prepare: async () => undefined,
      trigger: () => house.desk.trpc.orders.create.mutate(asked),
      follow: async () => isPaid(people, await people.create(asked)),
    };
  },
};

const jsapi: Scenario = {
  flows: ["jsapi opening", "jsapi return"],
  variants: provider("get_weixin_openid", "payment"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("link"));
      },
      trigger: () => people.walk(order.linkUrl),
      async follow() {
        await people.payInWechat(order);
        return seen(people, order, "paid");
      },
    };
  },
};

const notification: Scenario = {
  flows: ["notification"],
  begins: "later",
  variants: { first: [], "twice at once": [always("notification", { doubleNotification: true })], "while staff ask": [] },
  listedBy: ["first"],
  play(house, variant) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
      },
      async trigger() {
        await pay(people, order);
        if (variant === "while staff ask") await house.desk.trpc.orders.enquire.mutate({ orderId: order.id });
      },
      follow: () => seen(people, order, "paid"),
    };
  },
};

const refund: Scenario = {
  flows: ["refund"],
  variants: provider("refund"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    const requestId = randomUUID();
    const asked = () => ({ requestId, paymentId: paymentOf(order), amount: "88.00", reason: "returned goods" });
    return {
      async prepare() {
        order = await paidOrder(people);
      },
      trigger: () => house.desk.trpc.refunds.create.mutate(asked()),
      async follow() {
        await people.refund(asked());
        return isRefunded(people, order);
      },
    };
  },
};

/** A refund that QFPay refused for now, whose time to be sent again has come. */
const refundQueue: Scenario = {
  flows: ["refund queue"],
  begins: "later",
  variants: provider("query", "refund"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await paidOrder(people);
        await house.simulator.control("POST", "/control/faults", { match: { operation: "refund" }, action: { respcd: "1269" } });
        await people.refund({ requestId: randomUUID(), paymentId: paymentOf(order), amount: "88.00", reason: "returned goods" });
      },
      async trigger() {
        await house.db.read.sql(`UPDATE "Refund" SET "nextSendAt" = $2 WHERE "orderId" = $1`, [order.id, house.now()]);
        return isRefunded(people, order, 30);
      },
      follow: () => isRefunded(people, order),
    };
  },
};

/** A refund whose answer never came. */
const refundEnquiry: Scenario = {
  flows: ["refund enquiry"],
  begins: "later",
  variants: provider("query"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await paidOrder(people);
        await house.simulator.control("POST", "/control/faults", LOST_NOTICE);
        await house.simulator.control("POST", "/control/faults", { match: { operation: "refund" }, action: { dropAfterProcessing: true } });
        await people.refund({ requestId: randomUUID(), paymentId: paymentOf(order), amount: "88.00", reason: "returned goods" });
      },
      trigger: () => isRefunded(people, order, 30),
      follow: () => isRefunded(people, order),
    };
  },
};

/** The customer pays before, at the moment of, or after the end of the order. */
const AROUND_THE_END = { unpaid: [], "paid before": [LOST_NOTICE], "paid meanwhile": [LOST_NOTICE], "paid after": [LOST_NOTICE] };
const BEFORE_AND_NEVER = ["unpaid", "paid before"];

const cancel: Scenario = {
  flows: ["cancel"],
  variants: AROUND_THE_END,
  listedBy: BEFORE_AND_NEVER,
  play(house, variant) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
      },
      async trigger() {
        if (variant === "paid before") await pay(people, order);
        const cancelled = house.desk.trpc.orders.cancel.mutate({ orderId: order.id });
        if (variant === "paid meanwhile") await pay(people, order);
        await cancelled;
      },
      async follow() {
        await people.cancel(order.id);
        if (variant === "paid after") await people.atQfpay("pay", numberOf(order), true);
        return seen(people, order, variant === "unpaid" ? "cancelled" : variant === "paid meanwhile" ? "over" : "paid");
      },
    };
  },
};

const expiry: Scenario = {
  flows: ["expiry"],
  begins: "start",
  variants: AROUND_THE_END,
  listedBy: BEFORE_AND_NEVER,
  play(house, variant) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
        await house.db.read.sql(`UPDATE "Order" SET "expiresAt" = $2 WHERE "id" = $1`, [order.id, house.now()]);
      },
      async trigger() {
        if (variant === "paid before" || variant === "paid meanwhile") await pay(people, order);
      },
      async follow() {
        if (variant === "paid after") {
          await until(people, order, (now) => now.state !== "open", "is still open");
          await people.atQfpay("pay", numberOf(order), true);
        }
        return seen(people, order, variant === "unpaid" ? "over" : "paid");
      },
    };
  },
};

const isOfClosing = (step: string): boolean => step.startsWith("call close");

const enquiry: Scenario = {
  flows: ["enquiry"],
  diesAt: (step) => !isOfClosing(step),
  begins: "later",
  variants: provider("query"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
        await house.simulator.control("POST", "/control/faults", LOST_NOTICE);
        await pay(people, order);
      },
      trigger: () => seen(people, order, "paid", 10),
      follow: () => seen(people, order, "paid"),
    };
  },
};

/** An attempt that could not be settled when its order was cancelled, since QFPay said nothing: it is closed once QFPay is heard again. */
const leftOpen: Scenario = {
  flows: ["enquiry"],
  diesAt: isOfClosing,
  begins: "later",
  variants: provider("close"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    const isClosed = (looks?: number) =>
      until(people, order, (now) => now.payments.at(-1)?.state === "cancelled", "has an open attempt", looks);
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
        const about = { operation: "query", outTradeNo: numberOf(order) };
        await house.simulator.control("POST", "/control/faults", { match: about, action: { dropBeforeProcessing: true } });
      },
      async trigger() {
        await people.cancel(order.id);
        return isClosed(30);
      },
      follow: () => isClosed(),
    };
  },
};

const renew: Scenario = {
  flows: ["renew"],
  variants: provider("query", "close", "payment"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
        const soon = new Date(house.now().getTime() + 30_000); // both sides know it, as if the code were old
        await house.simulator.control("POST", "/control/orders/expire", { out_trade_no: numberOf(order), at: soon.toISOString() });
        await house.db.read.sql(`UPDATE "Payment" SET "expiresAt" = $2 WHERE "orderId" = $1`, [order.id, soon]);
      },
      trigger: () => house.desk.trpc.orders.refreshQr.mutate({ orderId: order.id }),
      follow: () => isPaid(people, order),
    };
  },
};

const check: Scenario = {
  flows: ["check"],
  variants: provider("query"),
  listedBy: ["did"],
  play(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    return {
      async prepare() {
        order = await people.create(people.newOrder("qr"));
        await house.simulator.control("POST", "/control/faults", LOST_NOTICE);
        await pay(people, order);
      },
      trigger: () => house.desk.trpc.orders.enquire.mutate({ orderId: order.id }),
      follow: () => seen(people, order, "paid"),
    };
  },
};

/** Every flow of money, each with what may go on around it. */
export const SCENARIOS: readonly Scenario[] = [
  create,
  jsapi,
  notification,
  refund,
  refundQueue,
  refundEnquiry,
  cancel,
  expiry,
  enquiry,
  leftOpen,
  renew,
  check,
];

async function paidOrder(people: People): Promise<OrderDetail> {
  const order = await people.create(people.newOrder("qr"));
  await pay(people, order);
  await until(people, order, (now) => now.state === "paid", "is not paid");
  return people.read(order.id);
}

async function pay(people: People, order: OrderDetail): Promise<void> {
  await people.atQfpay("pay", numberOf(order));
}

function isRefunded(people: People, order: OrderDetail, looks?: number): Promise<string | null> {
  return until(people, order, (now) => now.refunded.amount === "88.00", "is not refunded", looks);
}

function paymentOf(order: OrderDetail): string {
  return order.payments.at(-1)?.id ?? "";
}

function numberOf(order: OrderDetail): string {
  return order.payments.at(-1)?.outTradeNo ?? "";
}

function seen(people: People, order: OrderDetail, state: "paid" | "cancelled" | "over", looks?: number): Promise<string | null> {
  return until(people, order, (now) => (state === "over" ? now.state !== "open" : now.state === state), `is not ${state}`, looks);
}

async function until(
  people: People,
  order: OrderDetail,
  isRight: (now: OrderDetail) => boolean,
  wrong: string,
  looks = 200,
): Promise<string | null> {
  for (let look = 0; look < looks; look++) {
    if (isRight(await people.read(order.id))) return null;
    await pause(100);
  }
  return `order ${order.number} ${wrong}`;
}
