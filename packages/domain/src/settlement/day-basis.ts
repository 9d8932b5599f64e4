import type { SettlementRules } from "./rules.ts";

/** Which time of a transaction says to which day of a statement it belongs. */
export type DayBasis = "sysdtm" | "paydtm";

/** The wallets' own bills hold what was paid on a day, cut at midnight. docs/reconciliation.md#settlement-day */
const BY_PAYMENT_TIME = /^(WECHAT_TRADE|WECHAT_GLOBAL|ALIPAY|ANTOM)/;

/** The basis of statements of a profile: as the account's rules say, else as the provider is known to cut its days. */
export function dayBasisOf(profile: string | null, rules: Pick<SettlementRules, "dayBasis">): DayBasis {
  return rules.dayBasis[profile ?? ""] ?? (BY_PAYMENT_TIME.test(profile ?? "") ? "paydtm" : "sysdtm");
}

/** The basis of a day: that of its statements where all of them agree, QFPay's own otherwise. */
export function dayBasisAmong(profiles: readonly (string | null)[], rules: Pick<SettlementRules, "dayBasis">): DayBasis {
  const bases = profiles.map((profile) => dayBasisOf(profile, rules));
  return bases.length > 0 && bases.every((basis) => basis === "paydtm") ? "paydtm" : "sysdtm";
}
