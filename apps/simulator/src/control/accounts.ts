import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type Account, accountSchema, type Book, changedRules, ruleChangeSchema } from "../book/index.ts";
import type { World } from "../world.ts";
import { sendError, sendJson } from "./reply.ts";

const accountBody = z.strictObject({
  app_code: accountSchema.shape.appCode,
  client_key: accountSchema.shape.clientKey,
  mchid: accountSchema.shape.mchid,
  name: accountSchema.shape.name,
  notify_url: accountSchema.shape.notifyUrl,
  fee_rate: accountSchema.shape.feeRate,
  cut_off: accountSchema.shape.cutOff,
  currencies: accountSchema.shape.currencies,
});

/** Merchants and rules. */
export function accountRoutes(app: FastifyInstance, world: World): void {
  const { ledger } = world.book;

  app.get("/control/accounts", (_request, reply) => sendJson(reply, { accounts: [...ledger.accounts.values()].map(accountShown) }));

  app.post("/control/accounts", (request, reply) => {
    const body = accountBody.parse(request.body);
    const account: Account = {
      appCode: body.app_code,
      clientKey: body.client_key,
      mchid: body.mchid,
      name: body.name,
      notifyUrl: body.notify_url,
      feeRate: body.fee_rate,
      cutOff: body.cut_off,
      currencies: body.currencies,
    };
    const conflict = accountConflict(world.book, account);
    if (conflict !== undefined) return sendError(reply, 409, conflict);
    world.book.record({ entry: "account", account });
    return sendJson(reply, { account: accountShown(account) }, 201);
  });

  app.get("/control/rules", (_request, reply) => sendJson(reply, { rules: ledger.rules }));

  app.post("/control/rules", (request, reply) => {
    world.book.record({ entry: "rules", rules: changedRules(ledger.rules, ruleChangeSchema.parse(request.body)) });
    return sendJson(reply, { rules: ledger.rules });
  });
}

/** Why an account cannot stand beside the others under its app code; undefined when it can. */
export function accountConflict(book: Book, account: Account): string | undefined {
  const others = [...book.ledger.accounts.values()].filter((other) => other.appCode === account.appCode && other.mchid !== account.mchid);
  if (others.some((other) => other.clientKey !== account.clientKey))
    return "merchants under one app_code share its client_key: send the same key, or choose another app_code";
  const isMixed = others.some((other) => (other.mchid === undefined) !== (account.mchid === undefined));
  return isMixed ? "an app_code has merchants with an mchid or one without, not both: choose another app_code" : undefined;
}

// The key stays out: whoever added the account knows it.
function accountShown(account: Account) {
  return {
    app_code: account.appCode,
    mchid: account.mchid,
    name: account.name,
    notify_url: account.notifyUrl,
    fee_rate: account.feeRate,
    cut_off: account.cutOff,
    currencies: account.currencies,
  };
}
