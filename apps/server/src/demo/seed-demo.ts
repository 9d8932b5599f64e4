import { newId } from "@tillbook/api/orders";
import type { Database } from "@tillbook/db/client";
import { type Auth, ensurePerson } from "../auth/index.ts";
import type { Settings } from "../env.ts";
import type { Vault } from "../vault/index.ts";
import { DEMO_STAFF } from "./demo-staff.ts";

/**
 * Makes the merchant account that the settings describe, or brings its connection up to date. Beside the simulated QFPay it also
 * makes one person a role. Safe to run at every start and by several instances at once.
 */
export async function seed(parts: { db: Database; auth: Auth; vault: Vault; settings: Settings; now: Date }): Promise<void> {
  const { db, auth, vault, settings, now } = parts;
  await db.unitOfWork(async (tx) => {
    await tx.sql("SELECT pg_advisory_xact_lock(hashtext('tillbook seed'))");
    const known = await tx.accounts.byAppCode(settings.QFPAY_APP_CODE, settings.QFPAY_MCHID ?? null);
    const account = {
      id: known?.id ?? newId(),
      organisationId: known?.organisationId ?? newId(),
      name: settings.MERCHANT_NAME,
      appCode: settings.QFPAY_APP_CODE,
      sealedClientKey: vault.seal(settings.QFPAY_CLIENT_KEY),
      mchid: settings.QFPAY_MCHID ?? null,
      signType: settings.QFPAY_SIGN_TYPE,
      apiBase: settings.QFPAY_API_BASE,
      redirectBase: settings.QFPAY_REDIRECT_BASE,
      environment: settings.QFPAY_ENVIRONMENT,
      currencies: settings.QFPAY_CURRENCIES,
      settlementRules: known?.settlementRules ?? (settings.SEED_DEMO === "1" ? DEMO_RULES : {}),
    };
    if (known) await tx.accounts.updateConnection(account);
    else {
      await tx.accounts.insertOrganisation({ id: account.organisationId, name: settings.MERCHANT_NAME, createdAt: now });
      await tx.accounts.insert(account, now);
    }
    if (settings.SEED_DEMO !== "1") return;
    for (const person of DEMO_STAFF) await tx.accounts.join(await ensurePerson(auth, person), account.organisationId, person.role);
  });
}

/** The simulated QFPay charges what this contract says. */
const DEMO_RULES = { fee: { rate: "0.80%" } };
