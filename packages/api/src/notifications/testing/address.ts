import type { SealedAccount } from "@tillbook/db/accounts";
import type { Database } from "@tillbook/db/client";
import { aMerchant, NOW } from "@tillbook/db/testing";
import type { Payment } from "@tillbook/domain/payments";
import type { Refund } from "@tillbook/domain/refunds";
import type { Role } from "@tillbook/domain/staff";
import { wireFromInstant } from "@tillbook/domain/time";
import { createQfpayClient } from "@tillbook/qfpay/client";
import { digest } from "@tillbook/qfpay/signing";
import type { Actor, Context, Delivery } from "../../context/index.ts";
import { createForgedIntake, takeNotification } from "../../observations/index.ts";
import { createKeyHolder } from "../index.ts";

/** A stored merchant whose client key is legible in its seal: `sealed:<key>`. */
export type Shop = { readonly account: SealedAccount; readonly key: string };

/** The address that QFPay posts to, over a real database, with a clock to be set. */
export type Address = ReturnType<typeof addressOn>;

const silent = (): void => undefined;

export function addressOn(db: Database) {
  let now = NOW;
  const clock = { now: () => now };
  const log = { info: silent, warn: silent, error: silent };
  let machineMs = 0;
  const keys = createKeyHolder(
    { readAccounts: () => db.read.accounts.all(), openKey: (sealed) => sealed.replace("sealed:", ""), clock, log },
    () => machineMs,
  );
  const system = { db, clock, log, keys };
  const forged = createForgedIntake(system);

  function contextOf(account: SealedAccount, actor: Actor = { kind: "system", name: "notification" }): Context {
    return {
      actor,
      account,
      db,
      qfpay: createQfpayClient({ ...account, mchid: account.mchid ?? undefined, clientKey: "never used", clock }),
      keys,
      clock,
      publicUrl: "https://till.example",
      phoneUrl: null,
      vault: { seal: (clear) => `sealed:${clear}`, open: (sealed) => sealed.replace("sealed:", "") },
      webhookReach: "public",
      changes: async function* () {},
      log,
    };
  }

  return {
    system,
    setClock: (at: Date): void => {
      now = at;
    },
    /** Lets real time pass for the key holder. */
    wait: (ms: number): void => {
      machineMs += ms;
    },
    /** A merchant with a key of its own. */
    async openShop(key: string, over: { mchid?: string } = {}): Promise<Shop> {
      const { id } = await aMerchant(db);
      await db.read.sql(`UPDATE "MerchantAccount" SET "sealedClientKey" = $2, "mchid" = $3 WHERE "id" = $1`, [
        id,
        `sealed:${key}`,
        over.mchid ?? null,
      ]);
      machineMs += 60_000; // a new account is believed by its key within seconds
      return { account: await accountOf(db, id), key };
    },
    /** The shop as somebody's context: staff with a role, or the system. */
    at: (shop: Shop, role?: Role): Context => contextOf(shop.account, role && { kind: "staff", userId: `${role}-1`, name: role, role }),
    deliver: (delivery: Delivery) => takeNotification(system, (account) => contextOf(account), forged, delivery),
    /** Posts a body signed with a key. */
    notify: (body: string | Uint8Array, key: string) =>
      takeNotification(system, (account) => contextOf(account), forged, signedWith(body, key)),
  };
}

export async function accountOf(db: Database, id: string): Promise<SealedAccount> {
  const account = await db.read.accounts.byId(id);
  if (!account) throw new Error(`there is no account ${id}`);
  return account;
}

/** Bytes and signature as QFPay sends them. */
export function signedWith(body: string | Uint8Array, key: string): Delivery {
  const rawBody = typeof body === "string" ? Buffer.from(body) : body;
  return { rawBody, signature: digest(rawBody, key, "MD5") };
}

/** The notice of a paid payment or a done refund, as the wire writes it. */
export function noticeOf(paid: Payment | Refund, over: Readonly<Record<string, unknown>> = {}): string {
  const isRefund = "paymentId" in paid;
  return JSON.stringify({
    status: "1",
    pay_type: isRefund ? "800201" : paid.payType,
    sysdtm: wireFromInstant(paid.createdAt),
    paydtm: wireFromInstant(paid.createdAt),
    txcurrcd: paid.amount.currency,
    txdtm: wireFromInstant(paid.createdAt),
    txamt: paid.amount.minor.toString(),
    out_trade_no: paid.outTradeNo,
    syssn: syssnOf(paid),
    cancel: "0",
    respcd: "0000",
    notify_type: isRefund ? "refund" : "payment",
    ...over,
  });
}

/** The number that QFPay would give it. */
export function syssnOf({ outTradeNo }: { readonly outTradeNo: string }): string {
  return `20260310${outTradeNo}`;
}
