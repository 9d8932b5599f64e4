import { randomUUID } from "node:crypto";
import { type BooksContext, type EnquiredTransaction, takeInEnquiry } from "@tillbook/api/settlement";
import type { Database } from "@tillbook/db/client";
import { money } from "@tillbook/domain/money";
import { settlementRulesSchema } from "@tillbook/domain/settlement";
import { type MerchantAccount, merchantAccountSchema } from "@tillbook/domain/staff";
import { instantFromWire, wireTimeSchema } from "@tillbook/domain/time";
import { z } from "zod";
import { BadCase, type CaseConfig, type ReplayCase, type WireTransaction } from "./case-files.ts";

/** The case's books in an account of its own, nothing imported yet. */
export async function openBooks(db: Database, replayed: ReplayCase): Promise<BooksContext> {
  const now = new Date();
  const account = caseAccount(replayed);
  await db.read.accounts.insertOrganisation({ id: account.organisationId, name: replayed.id, createdAt: now });
  await db.read.accounts.insert({ ...account, sealedClientKey: "", sealedNotificationKey: null }, now); // a replay speaks to nobody
  const silent = (): void => undefined;
  const ctx: BooksContext = {
    actor: { kind: "system", name: "replay" },
    account,
    db,
    clock: { now: () => new Date() },
    log: { info: silent, warn: silent, error: silent },
  };
  await takeInByEnvironment(ctx, replayed.transactions);
  return ctx;
}

/** Rows of QFPay's book, by the door that enquiries use. Test payments come from an account in test. */
async function takeInByEnvironment(ctx: BooksContext, rows: readonly WireTransaction[]): Promise<void> {
  for (const environment of ["production", "test"] as const) {
    const own = rows.filter((row) => (row.environment === "production") === (environment === "production")).map(enquired);
    if (own.length > 0) await takeInEnquiry({ ...ctx, account: { ...ctx.account, environment } }, { rows: own });
  }
}

/** QFPay's row in our words. Throws {@link BadCase} for a time that is none. */
export function enquired(row: WireTransaction): EnquiredTransaction {
  const amount = BigInt(row.txamt);
  return {
    syssn: row.syssn,
    origssn: row.origssn || null,
    outTradeNo: row.out_trade_no || null,
    chnlsn: row.chnlsn || null,
    mchid: row.mchid || null,
    kind: row.order_type,
    payType: row.pay_type || null,
    amount: money(row.order_type === "refund" && amount > 0n ? -amount : amount, row.txcurrcd),
    respcd: row.respcd,
    cancel: row.cancel || "0",
    txdtm: row.txdtm ? instant(row.txdtm, row.syssn) : null,
    sysdtm: instant(row.sysdtm, row.syssn),
    paydtm: row.paydtm ? instant(row.paydtm, row.syssn) : null,
  };
}

function instant(text: string, syssn: string): Date {
  const parsed = wireTimeSchema.safeParse(text);
  if (!parsed.success) throw new BadCase(`${text} is no time (transaction ${syssn}).`);
  return instantFromWire(parsed.data);
}

function caseAccount({ id, config, transactions }: ReplayCase): MerchantAccount {
  const currencies = [...new Set(transactions.map(({ txcurrcd }) => txcurrcd))];
  return merchantAccountSchema.parse({
    id: randomUUID(),
    organisationId: randomUUID(),
    name: id,
    appCode: "REPLAY",
    mchid: null,
    signType: "SHA256",
    apiBase: "http://127.0.0.1",
    redirectBase: "http://127.0.0.1",
    environment: "production",
    currencies: currencies.length > 0 ? currencies : ["HKD"],
    closing: "cannot",
    refundRules: {},
    settlementRules: rulesJson(config),
  });
}

/** The case's configuration in the words of our settlement rules; what a case leaves out keeps our default. */
function rulesJson(config: CaseConfig): unknown {
  const { fee, tolerance } = config;
  const rules = {
    mchids: config.mchid,
    cutoff: config.cutoff,
    settleLagBusinessDays: config.settle_lag_business_days,
    graceBusinessDays: config.grace_business_days,
    calendar: config.business_calendar,
    fee: fee && { rate: fee.rate, rounding: fee.rounding, basis: fee.basis, refundFee: fee.refund_fee, minFee: fee.min_fee },
    tolerance: tolerance && {
      grossMinor: tolerance.gross_minor,
      feeLineMinor: tolerance.fee_line_minor,
      feeFileCapMinor: tolerance.fee_file_cap_minor,
      fxMinor: tolerance.fx_minor,
      cutoffWindowMinutes: tolerance.cutoff_window_minutes,
    },
    expectedFees: config.expected_fees,
    acceptReserveLines: config.accept_reserve_lines,
    dayBasis: config.day_basis_for_profile,
    payout: config.payout && {
      minimum: config.payout.minimum,
      bankCharges: config.payout.bank_charges,
      remitterAliases: config.payout.remitter_aliases,
    },
  };
  const checked = settlementRulesSchema.safeParse(rules);
  if (!checked.success) throw new BadCase(`The case's config cannot be used: ${z.prettifyError(checked.error).replaceAll("\n", " ")}`);
  return rules;
}
