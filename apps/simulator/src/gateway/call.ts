import type { FastifyReply, FastifyRequest } from "fastify";
import { type Account, accountId, type Row } from "../book/index.ts";
import type { CallOperation, CallPlan, CodeGiven, Subject } from "../faults/index.ts";
import { pythonJson } from "../wire/index.ts";
import { rulesOf, type World } from "../world.ts";
import { type Answer, bodyOf, refused, type WireObject } from "./answer.ts";
import { accountsOf, authorise } from "./authorise.ts";
import { resperrOf } from "./names.ts";
import { type Outgoing, pageAnswer, statusAnswer } from "./outgoing.ts";
import { type Received, readCall } from "./received.ts";
import { plain, spoil } from "./spoil.ts";
import { subjectsOf } from "./subjects.ts";
import { pause, transmit, vanish } from "./transmit.ts";

type Route = { readonly operation: CallOperation; readonly handle: Handler };
type Handler = (world: World, account: Account, params: Received["params"]) => Answer;

/** What comes of a call: the HTTP answer, and the code in it. Undefined is no answer at all. */
type Outcome = { readonly outgoing: Outgoing | undefined; readonly fields: WireObject };

/** A route of QFPay's API: rate limit, identity, then `handle`; with the faults that scripts have in store for it. */
export function answerCall(world: World, operation: CallOperation, handle: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call = readCall(request);
    const subjects = subjectsOf(world, operation, call);
    const plan = world.faults.planCall(operation, subjects);
    const judged = plan.rules === undefined ? world : { ...world, ruleChange: plan.rules };
    await pause(request, plan.delayBeforeMs);
    const outcome = await work(judged, { call, method: request.method, route: { operation, handle } }, plan);
    await pause(request, plan.delayAfterMs);
    note(world, operation, { subjects, outcome, plan });
    if (outcome.outgoing === undefined) return vanish(request, reply, plan.lost?.afterMs);
    return transmit(request, reply, outcome.outgoing, plan);
  };
}

type Arrived = { readonly call: Received; readonly method: string; readonly route: Route };

async function work(world: World, { call, method, route }: Arrived, plan: CallPlan): Promise<Outcome> {
  if (plan.lost?.processed === false) return { outgoing: undefined, fields: {} };
  if (plan.http !== undefined && !plan.http.processed && plan.http.body !== "answer")
    return { outgoing: statusAnswer(plan.http, undefined), fields: {} };
  if (isTooMany(world, call)) return { outgoing: pageAnswer(429), fields: {} };
  if (isBarredMethod(world, route.operation, method)) return { outgoing: pageAnswer(405), fields: {} };
  const answer = decide(world, call, route, plan);
  await world.book.settled(); // nothing is answered that a crash could still take out of the book
  const fields = bodyOf(answer);
  if (plan.lost !== undefined) return { outgoing: undefined, fields };
  const key = keyFor(world, call);
  const truth =
    plan.malformed === undefined
      ? plain({ fields, key })
      : spoil(plan.malformed, { fields, key, other: numbersOfAnother(world, call, fields) });
  return { outgoing: plan.http === undefined ? truth : statusAnswer(plan.http, truth), fields };
}

function decide(world: World, call: Received, { handle }: Route, plan: CallPlan): Answer {
  const authorised = authorise(world, call);
  if (authorised.kind === "refused") return authorised;
  if (plan.code !== undefined && !plan.code.processed) return { kind: "done", body: codeFields(plan.code) };
  const pending = plan.pendingRefund === undefined ? {} : { pendingRefund: plan.pendingRefund };
  const answer = handle({ ...world, ...pending }, authorised.account, call.params);
  if (answer.kind === "refused") return answer;
  if (answer.row !== undefined) lieAbout(world, answer.row, plan);
  if (plan.code === undefined || plan.code.respcd === "0000") return answer;
  // No QR code and no pay_params: all that the caller gets is a number and the code.
  const { qrcode: _qrcode, pay_params: _payParams, ...rest } = answer.body;
  return { ...answer, body: { ...rest, ...codeFields(plan.code) } };
}

function lieAbout(world: World, row: Row, { absentQueries, code, forgeries }: CallPlan): void {
  world.faults.pretences.hide(row.syssn, absentQueries);
  if (code !== undefined) world.faults.pretences.veil(row.syssn, code.respcd, code.queries);
  if (row.kind === "payment") for (const forgery of forgeries) world.notifier.forge(row, forgery);
}

/** The fields of an answer that gives a code and nothing else. */
export function codeFields({ respcd, resperr, respmsg }: CodeGiven): WireObject {
  return { resperr: resperr ?? resperrOf(respcd), respcd, respmsg: respmsg ?? "" };
}

function isTooMany(world: World, call: Received): boolean {
  if (!rulesOf(world).rateLimit || call.appCode === "") return false;
  return !world.limiter.admits(`${call.appCode}/${call.params["mchid"] ?? ""}`, world.clock.now());
}

// The documents disagree on how an order is closed; a merchant's channel may take one method only. docs/qfpay.md#close
function isBarredMethod(world: World, operation: CallOperation, method: string): boolean {
  const { cancelMethod } = rulesOf(world);
  return (operation === "close" || operation === "reversal") && cancelMethod !== "both" && cancelMethod !== method;
}

/** The key to sign an answer with; there is none where the caller is not known. */
function keyFor(world: World, call: Received): string | undefined {
  return rulesOf(world).responseSign ? accountsOf(world, call.appCode)[0]?.clientKey : undefined;
}

function numbersOfAnother(world: World, call: Received, fields: WireObject): { outTradeNo: string; syssn: string } {
  const rows = world.book.ledger.rowsOf(accountId({ appCode: call.appCode, mchid: call.params["mchid"] }));
  const asked = (call.params["out_trade_no"] ?? "").split(",");
  const another = rows.find((row) => row.kind === "payment" && row.syssn !== fields["syssn"] && !asked.includes(row.outTradeNo));
  if (another?.kind !== "payment") return { outTradeNo: "SOMEBODYELSES0001", syssn: "20200101000200000000000001" };
  return { outTradeNo: another.outTradeNo, syssn: another.syssn };
}

function note(world: World, operation: CallOperation, seen: { subjects: readonly Subject[]; outcome: Outcome; plan: CallPlan }): void {
  const { outgoing, fields } = seen.outcome;
  const { respcd, syssn } = fields;
  world.calls.add({
    at: world.clock.now(),
    operation,
    outTradeNo: seen.subjects.map((subject) => subject.number).join(),
    syssn: typeof syssn === "string" ? syssn : "",
    respcd: outgoing !== undefined && typeof respcd === "string" ? respcd : undefined,
    httpStatus: outgoing?.status,
    faults: seen.plan.by,
  });
}

/** A refusal outside of `answerCall`, printed the same way; unsigned, because a browser reads it. */
export function sendRefusal(reply: FastifyReply, respcd: Parameters<typeof refused>[0], why: string): FastifyReply {
  return reply
    .code(200)
    .type("application/json; charset=UTF-8")
    .send(pythonJson(bodyOf(refused(respcd, why))));
}
