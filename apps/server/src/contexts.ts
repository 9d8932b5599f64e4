import type { Actor, Context, KeyHolder } from "@tillbook/api/context";
import { AppError } from "@tillbook/api/errors";
import { createKeyHolder } from "@tillbook/api/notifications";
import type { SealedAccount } from "@tillbook/db/accounts";
import { sharedRead } from "@tillbook/db/client";
import { type MerchantAccount, merchantAccountSchema } from "@tillbook/domain/staff";
import { createQfpayClient, type QfpayClient } from "@tillbook/qfpay/client";
import { createRateBudget, machineTimer, QFPAY_LIMITS, type RateBudget } from "@tillbook/qfpay/rate-budget";
import type { Contexts, Deps } from "./deps.ts";

/** A change of an account's settings may be noticed so much later. Each call to us reads its account; many come every second. */
const ACCOUNT_IS_GOOD_FOR_MS = 500;

/** Contexts of a server: one QFPay client an account, so that the account's rate budget is shared by all that speak for it. */
export function createContexts(deps: Deps): Contexts {
  const clients = new Map<string, { sealed: string; client: QfpayClient; budget: RateBudget }>();
  function clientOf(account: SealedAccount): QfpayClient {
    const sealed = JSON.stringify(account);
    const known = clients.get(account.id);
    if (known?.sealed === sealed) return known.client;
    // An account that changes keeps its budget: QFPay goes on counting.
    const budget = deps.budget ?? known?.budget ?? createRateBudget({ limits: QFPAY_LIMITS, timer: machineTimer, random: Math.random });
    const client = createQfpayClient({
      apiBase: account.apiBase,
      redirectBase: account.redirectBase,
      appCode: account.appCode,
      clientKey: deps.vault.open(account.sealedClientKey),
      mchid: account.mchid ?? undefined,
      signType: account.signType,
      closing: account.closing,
      clock: deps.clock,
      connections: deps.connections,
      timeouts: deps.timeouts,
      budget,
      log: (event) => deps.log[event.event === "answered" ? "debug" : "warn"]({ ...event, account: account.id }, "qfpay"),
    });
    clients.set(account.id, { sealed, client, budget });
    return client;
  }
  const keys = createKeyHolder({
    readAccounts: () => deps.db.read.accounts.all(),
    openKey: (sealed) => deps.vault.open(sealed),
    clock: deps.clock,
    log: deps.log,
  });
  const prepared = new WeakMap<SealedAccount, Prepared>();
  /** Those who share a read of an account share what is made of it. */
  function preparedOf(sealed: SealedAccount): Prepared {
    const known = prepared.get(sealed);
    if (known) return known;
    const made = { account: merchantAccountSchema.parse(sealed), qfpay: clientOf(sealed) }; // the account is without its keys
    prepared.set(sealed, made);
    return made;
  }
  const read = sharedRead((accountId: string) => deps.db.read.accounts.byId(accountId), {
    forMs: ACCOUNT_IS_GOOD_FOR_MS,
    now: () => performance.now(),
  });
  const from = (account: SealedAccount, actor: Actor): Context => contextOf({ deps, keys, actor, ...preparedOf(account) }, account);
  return {
    keys,
    from,
    async of(accountId, actor) {
      const account = await read(accountId);
      if (!account) throw new AppError("not_found", `there is no account ${accountId}`);
      return from(account, actor);
    },
  };
}

type Prepared = { readonly account: MerchantAccount; readonly qfpay: QfpayClient };
type Parts = Prepared & { deps: Deps; keys: KeyHolder; actor: Actor };

function contextOf({ deps, keys, qfpay, actor, account }: Parts, sealed: SealedAccount): Context {
  return {
    actor,
    account,
    db: deps.db,
    qfpay,
    keys,
    clock: deps.clock,
    publicUrl: deps.publicUrl,
    phoneUrl: deps.phoneUrl,
    vault: deps.vault,
    webhookReach: deps.webhookReach ?? "public",
    watchedFolder: deps.watchedFolderOf?.(sealed) ?? null,
    apart: deps.apart,
    changes: (signal) => deps.changes.of(account.id, signal),
    log: deps.log,
  };
}
