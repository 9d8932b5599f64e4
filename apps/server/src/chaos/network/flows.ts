import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { digest } from "@tillbook/qfpay/signing";
import { z } from "zod";
import { HOUSE_KEY, type House } from "../harness/house.ts";
import { type People, peopleIn } from "../harness/people.ts";

/** What a caller saw: a status, what an order looked like then, and how it all has to end. */
export type Seen = { readonly status: number; readonly order: OrderDetail | null };

/** One thing done over a bad line. */
export type Errand = {
  /** While the line is good. */
  prepare(): Promise<void>;
  run(): Promise<Seen>;
  /** When it is good again: whoever was turned away comes again. Answers what is wrong then, or null. */
  follow(): Promise<string | null>;
};

export type LineFlow = {
  readonly line: "database" | "gateway";
  readonly name: string;
  /** So long, in milliseconds of the world, may it take at most when nothing gets through. */
  readonly withinMs: number;
  errand(house: House): Errand;
};

const noticeLog = z.object({ notifications: z.array(z.object({ body: z.string() })) });
const LOST_NOTICE = { match: { operation: "notification", chance: 1 }, action: { loseNotification: true } };
/** A connection, and the one statement that hangs: then the caller is told. */
const DATABASE_MS = 3_000 + 5_000;
const CREATE_MS = 10_000;
const ENQUIRY_MS = 5_000;

/** Posts as a screen does and answers the status, whatever it is. */
async function post(house: House, procedure: string, input: object): Promise<Seen> {
  const answer = await fetch(`${house.url}/trpc/${procedure}`, {
    method: "POST",
    headers: { ...house.desk.headers, "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  await answer.text();
  return { status: answer.status, order: null };
}

function creating(line: LineFlow["line"], withinMs: number): LineFlow {
  return {
    line,
    name: "create",
    withinMs,
    errand(house) {
      const people = peopleIn(house);
      const asked = people.newOrder("qr");
      return {
        prepare: async () => undefined,
        run: () => post(house, "orders.create", asked),
        async follow() {
          const order = await people.payWhatIsShown((await people.create(asked)).id);
          return order.state === "paid" ? null : `order ${order.number} is ${order.state}`;
        },
      };
    },
  };
}

function refunding(line: LineFlow["line"], withinMs: number): LineFlow {
  return {
    line,
    name: "refund",
    withinMs,
    errand(house) {
      const people = peopleIn(house);
      const request = { requestId: randomUUID(), paymentId: "", amount: "88.00", reason: "returned goods" };
      let order: OrderDetail;
      return {
        async prepare() {
          order = await people.payWhatIsShown((await people.create(people.newOrder("qr"))).id);
          request.paymentId = order.payments.find((payment) => payment.counts)?.id ?? "";
        },
        run: () => post(house, "refunds.create", request),
        async follow() {
          await people.refund(request);
          return until(people, order, (now) => now.refunded.amount === "88.00", "is not refunded");
        },
      };
    },
  };
}

const notifying: LineFlow = {
  line: "database",
  name: "notify",
  withinMs: DATABASE_MS,
  errand(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    let body = "";
    return {
      async prepare() {
        await house.simulator.control("POST", "/control/faults", LOST_NOTICE);
        order = await people.create(people.newOrder("qr"));
        const number = order.payments.at(-1)?.outTradeNo ?? "";
        await people.atQfpay("pay", number);
        const log = noticeLog.parse(await house.simulator.control("GET", `/control/notifications?out_trade_no=${number}`));
        body = log.notifications[0]?.body ?? "";
      },
      async run() {
        const headers = { "content-type": "application/json", "x-qf-sign": digest(Buffer.from(body), HOUSE_KEY, "MD5") };
        const answer = await fetch(`${house.url}/hooks/qfpay`, { method: "POST", headers, body });
        const isStored = answer.status === 200 && (await answer.text()) === "SUCCESS";
        return { status: isStored ? 200 : answer.status === 200 ? 299 : answer.status, order: null };
      },
      follow: () => until(people, order, (now) => now.state === "paid", "is not paid"),
    };
  },
};

const listing: LineFlow = {
  line: "database",
  name: "list",
  withinMs: DATABASE_MS,
  errand: (house) => ({
    prepare: async () => undefined,
    async run() {
      const answer = await fetch(`${house.url}/trpc/orders.list?input=${encodeURIComponent("{}")}`, { headers: house.desk.headers });
      await answer.text();
      return { status: answer.status, order: null };
    },
    follow: async () => null,
  }),
};

const reconciling: LineFlow = {
  line: "database",
  name: "reconcile",
  // A whole day is read in one statement, which may take its time; that is waited for, and nothing else.
  withinMs: 600_000,
  errand: (house) => ({
    prepare: async () => undefined,
    run: () => post(house, "reconciliation.run", { settleDay: "2026-03-10" }),
    follow: async () => null,
  }),
};

/** An order with a code that is open at QFPay, and one thing that staff do with it. */
function withCode(name: string, procedure: string, withinMs: number, end: "paid" | "over"): LineFlow {
  return {
    line: "gateway",
    name,
    withinMs,
    errand(house) {
      const people = peopleIn(house);
      let order: OrderDetail;
      return {
        async prepare() {
          await house.simulator.control("POST", "/control/faults", LOST_NOTICE);
          order = await people.create(people.newOrder("qr"));
          if (end === "paid") await people.atQfpay("pay", order.payments.at(-1)?.outTradeNo ?? "");
        },
        async run() {
          const seen = await post(house, procedure, { orderId: order.id });
          return { ...seen, order: await people.read(order.id) };
        },
        follow: () => until(people, order, (now) => (end === "paid" ? now.state === "paid" : now.state !== "open"), `is not ${end}`),
      };
    },
  };
}

const opening: LineFlow = {
  line: "gateway",
  name: "openid",
  withinMs: ENQUIRY_MS + CREATE_MS,
  errand(house) {
    const people = peopleIn(house);
    let order: OrderDetail;
    let consent: Consent;
    return {
      async prepare() {
        order = await people.create(people.newOrder("link"));
        consent = await consentTo(house, order);
      },
      async run() {
        const answer = await fetch(consent.backTo, { redirect: "manual", headers: { ...IN_WECHAT, cookie: consent.cookie } });
        return { status: answer.status === 303 ? 200 : answer.status, order: await people.read(order.id) };
      },
      async follow() {
        await people.payInWechat(order);
        return until(people, order, (now) => now.state === "paid", "is not paid");
      },
    };
  },
};

const IN_WECHAT = { "user-agent": "Mozilla/5.0 (iPhone) MicroMessenger/8.0.50" };

/** Where WeChat sends the browser with its code, and what the browser is known by there. */
type Consent = { readonly backTo: string; readonly cookie: string };

/** The customer opens the link and consents. Their own line to QFPay is a good one, so it goes past what stands before ours. */
async function consentTo(house: House, order: OrderDetail): Promise<Consent> {
  const started = await fetch(`${order.linkUrl}/start`, { method: "POST", redirect: "manual", headers: IN_WECHAT });
  const asked = new URL(started.headers.get("location") ?? "");
  const atQfpay = await fetch(house.simulator.url + asked.pathname + asked.search, { redirect: "manual", headers: IN_WECHAT });
  const page = new URL(atQfpay.headers.get("location") ?? "", house.simulator.url);
  const allowed = await fetch(house.simulator.url + page.pathname + page.search, {
    method: "POST",
    redirect: "manual",
    headers: IN_WECHAT,
    body: new URLSearchParams({ request: "authorize", decision: "allow" }),
  });
  const cookie = started.headers.getSetCookie().map((line) => line.split(";")[0]);
  return { backTo: allowed.headers.get("location") ?? "", cookie: cookie.join("; ") };
}

export const LINE_FLOWS: readonly LineFlow[] = [
  creating("database", DATABASE_MS),
  notifying,
  refunding("database", DATABASE_MS),
  listing,
  reconciling,
  creating("gateway", CREATE_MS),
  withCode("enquiry", "orders.enquire", ENQUIRY_MS, "paid"),
  refunding("gateway", CREATE_MS),
  withCode("close", "orders.cancel", 2 * ENQUIRY_MS + CREATE_MS, "over"),
  opening,
];

async function until(people: People, order: OrderDetail, isRight: (now: OrderDetail) => boolean, wrong: string): Promise<string | null> {
  for (let look = 0; look < 200; look++) {
    if (isRight(await people.read(order.id))) return null;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return `order ${order.number} ${wrong}`;
}
