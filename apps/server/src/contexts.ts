import type { Actor, Context } from "@tillbook/api/context";
import { AppError } from "@tillbook/api/errors";
import type { SealedAccount } from "@tillbook/db/accounts";
import { createQfpayClient, type QfpayClient } from "@tillbook/qfpay/client";
import { createRateBudget, machineTimer, QFPAY_LIMITS } from "@tillbook/qfpay/rate-budget";
import type { Contexts, Deps } from "./deps.ts";

/** Contexts of a server: one QFPay client an account, so that the account's rate budget is shared by all that speak for it. */
export function createContexts(deps: Deps): Contexts {
  const clients = new Map<string, { sealed: string; client: QfpayClient }>();
  function clientOf(account: SealedAccount): QfpayClient {
    const sealed = JSON.stringify(account);
    const known = clients.get(account.id);
    if (known?.sealed === sealed) return known.client;
    const client = createQfpayClient({
      apiBase: account.apiBase,
      redirectBase: account.redirectBase,
      appCode: account.appCode,
      clientKey: deps.vault.open(account.sealedClientKey),
      mchid: account.mchid ?? undefined,
      signType: account.signType,
      clock: deps.clock,
      budget: deps.budget ?? createRateBudget({ limits: QFPAY_LIMITS, timer: machineTimer, random: Math.random }),
      log: (event) => deps.log[event.event === "answered" ? "debug" : "warn"]({ ...event, account: account.id }, "qfpay"),
    });
    clients.set(account.id, { sealed, client });
    return client;
  }
  return {
    async of(accountId, actor) {
      const account = await deps.db.read.accounts.byId(accountId);
      if (!account) throw new AppError("not_found", `there is no account ${accountId}`);
      return contextOf(deps, account, clientOf(account), actor);
    },
  };
}

function contextOf(deps: Deps, sealed: SealedAccount, qfpay: QfpayClient, actor: Actor): Context {
  const { sealedClientKey: _sealed, ...account } = sealed;
  return {
    actor,
    account,
    db: deps.db,
    qfpay,
    clock: deps.clock,
    publicUrl: deps.publicUrl,
    phoneUrl: deps.phoneUrl,
    changes: (signal) => deps.changes.of(account.id, signal),
    log: deps.log,
  };
}
