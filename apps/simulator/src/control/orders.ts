import type { FastifyInstance, FastifyReply } from "fastify";
import encodeQR from "qr";
import { z } from "zod";
import { accountId, type Payment, stateAt } from "../book/index.ts";
import { cancel, type Decided, fail, letExpire, openidOf, pay, payLate } from "../wallet/index.ts";
import type { World } from "../world.ts";
import { accountQuery, accountsMeant } from "./account-choice.ts";
import { instantText } from "./clock.ts";
import { rowShown } from "./order-shown.ts";
import { sendError, sendJson } from "./reply.ts";

const nameOfOrder = {
  syssn: z.string().optional(),
  out_trade_no: z.string().optional(),
  qrcode: z.string().optional(),
  package: z.string().optional(),
  app_code: z.string().optional(),
  mchid: z.string().optional(),
};
const payBody = z.strictObject({
  ...nameOfOrder,
  /** The payer of a QR code; of a JSAPI order it is known. */
  openid: z.string().max(128).optional(),
  /** The money arrives although the order has expired, failed or was closed. */
  late: z.boolean().default(false),
  /** How often the money is taken; each time beyond the first is a row of its own under the same number. */
  times: z.number().int().min(1).max(10).default(1),
});
const cancelBody = z.strictObject(nameOfOrder);
const failBody = z.strictObject({
  ...nameOfOrder,
  respcd: z
    .string()
    .regex(/^\d{4}$/)
    .default("1201"),
});

const expireBody = z.strictObject({
  ...nameOfOrder,
  /** When the order dies. Left out: now. */
  at: instantText.optional(),
});

type OrderName = z.output<typeof cancelBody>;

const ordersQuery = accountQuery.extend({ state: z.string().optional() });
const syssnParams = z.object({ syssn: z.string() });

/** What the customer does, without the phone: for tests and rehearsals. */
export function orderRoutes(app: FastifyInstance, world: World): void {
  app.get("/control/orders", (request, reply) => {
    const query = ordersQuery.parse(request.query);
    const now = world.clock.now();
    const orders = accountsMeant(world, query).flatMap((account) =>
      world.book.ledger.rowsOf(accountId(account)).flatMap((row) => (row.kind === "payment" ? [rowShown(account, row, now)] : [])),
    );
    return sendJson(reply, { orders: orders.filter((order) => query.state === undefined || order.state === query.state) });
  });

  app.get("/control/orders/:syssn/qr.svg", (request, reply) => {
    const payment = world.book.ledger.payment(syssnParams.parse(request.params).syssn);
    if (payment?.qrcode === undefined) return sendError(reply, 404, "no QR code order of this syssn");
    return reply.type("image/svg+xml").send(encodeQR(payment.qrcode, "svg"));
  });

  app.post("/control/orders/pay", (request, reply) => {
    const body = payBody.parse(request.body);
    const decide = body.late ? payLate : pay;
    return act(world, reply, body, (payment) =>
      decide(world, payment, { payer: body.openid ?? openidOf(payment.syssn), times: body.times }),
    );
  });

  app.post("/control/orders/cancel", (request, reply) =>
    act(world, reply, cancelBody.parse(request.body), (payment) => cancel(world, payment)),
  );

  app.post("/control/orders/expire", (request, reply) => {
    const { at, ...name } = expireBody.parse(request.body);
    return act(world, reply, name, (payment) => letExpire(world, payment, at ?? world.clock.now()));
  });

  app.post("/control/orders/fail", (request, reply) => {
    const body = failBody.parse(request.body);
    return act(world, reply, body, (payment) => fail(world, payment, body.respcd));
  });
}

function act(world: World, reply: FastifyReply, name: OrderName, decide: (payment: Payment) => Decided): FastifyReply {
  const payment = findOrder(world, name);
  if (payment === undefined) return sendError(reply, 404, "no such order: name it by syssn, out_trade_no, qrcode or package");
  const decided = decide(payment);
  if (decided.kind === "over") return sendError(reply, 409, `the order is ${decided.state}`);
  const account = world.book.ledger.accounts.get(payment.account);
  const after = world.book.ledger.payment(payment.syssn);
  if (account === undefined || after === undefined) return sendError(reply, 404, "the order is gone");
  return sendJson(reply, { order: rowShown(account, after, world.clock.now()) });
}

/** The order that was named; of several under one number the newest that can still be paid, else the newest. */
export function findOrder(world: World, name: OrderName): Payment | undefined {
  const { ledger } = world.book;
  if (name.syssn !== undefined) return ledger.payment(name.syssn);
  const code = name.qrcode ?? name.package;
  if (code !== undefined) return ledger.paymentByCode(code);
  const number = name.out_trade_no;
  if (number === undefined) return undefined;
  const payments = accountsMeant(world, name)
    .flatMap((account) => ledger.rowsByNumber(accountId(account), number))
    .filter((row) => row.kind === "payment");
  return payments.findLast((payment) => stateAt(payment, world.clock.now()) === "open") ?? payments.at(-1);
}
