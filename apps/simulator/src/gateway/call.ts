import { setTimeout as wait } from "node:timers/promises";
import { digest } from "@tillbook/qfpay/signing";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Account, accountId } from "../book/index.ts";
import type { FaultPlan, Operation } from "../faults/index.ts";
import { pythonJson } from "../wire/index.ts";
import type { World } from "../world.ts";
import { type Answer, bodyOf, refused } from "./answer.ts";
import { accountsOf, authorise } from "./authorise.ts";
import { resperrOf } from "./names.ts";
import { type Received, readCall } from "./received.ts";

type Route = { readonly operation: Operation; readonly handle: Handler };
type Handler = (world: World, account: Account, params: Received["params"]) => Answer;

/** A route of QFPay's API: rate limit, identity, then `handle`; with the faults that scripts have in store for it. */
export function answerCall(world: World, operation: Operation, handle: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call = readCall(request);
    const plan = world.faults.plan(operation, numberOf(world, call.params));
    if (plan.delayMs > 0) await wait(plan.delayMs);
    if (plan.drop === "before") return drop(request, reply);
    if (isTooMany(world, call)) return reply.code(429).type("text/html").send("<html><body><h1>429 Too Many Requests</h1></body></html>\n");
    const answer = decide(world, call, { operation, handle }, plan);
    await world.book.settled();
    if (plan.drop === "after") return drop(request, reply);
    return send(world, reply, call, answer);
  };
}

function decide(world: World, call: Received, { operation, handle }: Route, plan: FaultPlan): Answer {
  const authorised = authorise(world, call);
  if (authorised.kind === "refused") return authorised;
  const { account } = authorised;
  if (plan.undecided !== undefined && operation === "query") veilRowsAskedFor(world, account, call, plan.undecided);
  const answer = handle(world, account, call.params);
  if (plan.undecided === undefined || answer.kind === "refused" || answer.row === undefined) return answer;
  const { respcd, queries } = plan.undecided;
  world.faults.veil(answer.row.syssn, respcd, queries);
  // No QR code and no pay_params: all that the caller knows is that something is under way.
  const { qrcode: _qrcode, pay_params: _payParams, ...rest } = answer.body;
  return { ...answer, body: { ...rest, respcd, resperr: resperrOf(respcd) } };
}

// An enquiry that a script veils shows its rows as undecided; other calls veil the row they make.
function veilRowsAskedFor(world: World, account: Account, call: Received, undecided: NonNullable<FaultPlan["undecided"]>): void {
  const { ledger } = world.book;
  const bySyssn = (call.params["syssn"] ?? "").split(",").flatMap((syssn) => ledger.row(syssn) ?? []);
  const byNumber = (call.params["out_trade_no"] ?? "").split(",").flatMap((number) => ledger.rowsByNumber(accountId(account), number));
  for (const row of [...bySyssn, ...byNumber]) world.faults.veil(row.syssn, undecided.respcd, undecided.queries);
}

/** The merchant's number that a call is about, also when it names its order by `syssn`; empty when it names none. */
function numberOf(world: World, params: Received["params"]): string {
  const row = world.book.ledger.row(params["syssn"] ?? "");
  return params["out_trade_no"] ?? (row === undefined || row.kind === "close" ? "" : row.outTradeNo);
}

function isTooMany(world: World, call: Received): boolean {
  if (!world.book.ledger.rules.rateLimit || call.appCode === "") return false;
  return !world.limiter.admits(`${call.appCode}/${call.params["mchid"] ?? ""}`, world.clock.now());
}

// Business errors are HTTP 200. The signature of an answer is MD5 over its bytes and the key; where the caller is not
// known there is no key to sign with. docs/qfpay.md#response-signature
function send(world: World, reply: FastifyReply, call: Received, answer: Answer): FastifyReply {
  const body = pythonJson(bodyOf(answer));
  const key = accountsOf(world, call.appCode)[0]?.clientKey;
  if (key !== undefined && world.book.ledger.rules.responseSign) reply.header("X-QF-SIGN", digest(body, key, "MD5"));
  return reply.code(200).type("application/json; charset=UTF-8").send(body);
}

function drop(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.resetAndDestroy();
  return reply;
}

/** A refusal outside of `answerCall`, printed the same way; unsigned, because a browser reads it. */
export function sendRefusal(reply: FastifyReply, respcd: Parameters<typeof refused>[0], why: string): FastifyReply {
  return reply
    .code(200)
    .type("application/json; charset=UTF-8")
    .send(pythonJson(bodyOf(refused(respcd, why))));
}
