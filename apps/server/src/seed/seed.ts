import { ensureDemoKey } from "@tillbook/api/access";
import { newId } from "@tillbook/api/orders";
import type { Database } from "@tillbook/db/client";
import { type Auth, ensurePerson } from "../auth/index.ts";
import { DEMO_STAFF } from "../demo/index.ts";
import type { Settings } from "../env.ts";
import type { Vault } from "../vault/index.ts";
import { keysOf } from "./keys.ts";

/**
 * Makes the merchant account that the settings describe, or brings its connection up to date. Beside the simulated QFPay it also
 * makes one person a role, with real credentials the first owner. Safe to run at every start and by several instances at once.
 * Throws a sentence when nobody could sign in.
 */
export async function seed(parts: { db: Database; auth: Auth; vault: Vault; settings: Settings; now: Date }): Promise<void> {
  const { db, auth, vault, settings, now } = parts;
  await db.unitOfWork(async (tx) => {
    await tx.sql("SELECT pg_advisory_xact_lock(hashtext('tillbook seed'))");
    const known = await tx.accounts.byAppCode(settings.QFPAY_APP_CODE, settings.QFPAY_MCHID ?? null);
    const keys = keysOf(known, settings, vault, now);
    const account = {
      id: known?.id ?? newId(),
      organisationId: known?.organisationId ?? newId(),
      name: settings.MERCHANT_NAME,
      appCode: settings.QFPAY_APP_CODE,
      sealedClientKey: keys.sealedClientKey,
      mchid: settings.QFPAY_MCHID ?? null,
      signType: settings.QFPAY_SIGN_TYPE,
      apiBase: settings.QFPAY_API_BASE,
      redirectBase: settings.QFPAY_REDIRECT_BASE,
      environment: settings.QFPAY_ENVIRONMENT,
      closing: settings.QFPAY_CLOSING,
      sealedNotificationKey: keys.sealedNotificationKey,
      refundRules: known?.refundRules ?? (settings.SEED_DEMO === "1" ? DEMO_REFUND_RULES : {}),
      currencies: settings.QFPAY_CURRENCIES,
      settlementRules: known?.settlementRules ?? (settings.SEED_DEMO === "1" ? DEMO_RULES : {}),
    };
    if (known) {
      await tx.accounts.updateConnection(account);
      if (keys.isNewClientKey) await tx.accounts.beginClientKey(account.id, now);
      if (keys.previous) await tx.accounts.keepPreviousKey(account.id, keys.previous.sealed, keys.previous.until);
    } else {
      await tx.accounts.insertOrganisation({ id: account.organisationId, name: settings.ORGANISATION_NAME, createdAt: now });
      await tx.accounts.insert(account, now);
    }
    for (const person of settings.SEED_DEMO === "1" ? DEMO_STAFF : firstOwner(settings)) {
      await tx.accounts.join(await ensurePerson(auth, person), account.organisationId, person.role);
    }
    if (settings.SEED_DEMO === "1" && settings.DEMO_API_KEY !== undefined)
      await ensureDemoKey(tx, { accountId: account.id, key: settings.DEMO_API_KEY, now });
    if (!(await tx.accounts.hasStaff(account.organisationId))) {
      throw new Error("OWNER_EMAIL and OWNER_PASSWORD must be set for the first start, or nobody could sign in. See .env.example.");
    }
  });
}

/** Known addresses keep their password: the setting makes the person, it does not reset them. */
function firstOwner({ OWNER_EMAIL: email, OWNER_PASSWORD: password }: Settings): typeof DEMO_STAFF {
  return email !== undefined && password !== undefined ? [{ role: "owner", email, password, name: email.split("@")[0] ?? email }] : [];
}

/** A second person approves what is above it. */
const DEMO_REFUND_RULES = { approvalAbove: { HKD: "1000.00" } };

/** The simulated QFPay charges what this contract says. */
const DEMO_RULES = { fee: { rate: "0.80%" } };
