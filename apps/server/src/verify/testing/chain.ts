import { createHash } from "node:crypto";
import { type Certificate, type CertificateDraft, sealCertificate } from "@tillbook/domain/reconciliation/closing";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const BALANCE = {
  currency: "HKD", opening: "0.00", payments: "88.00", refunds: "-8.00", fees: "-0.64", adjustments: "0.00", payouts: "0.00", conversions: "0.00",
  writeOffs: "0.00", closing: "79.36", openTransactions: "0.00", openBreaks: "0.00", unpaidBatches: "79.36", reservesHeld: "0.00",
}; // biome-ignore format: a list reads better
const ROW = {
  kind: "matched", originalDay: null, lineType: "PAYMENT", batch: "B1", syssn: ["20260309000200020000000011"], why: ["KEY_EXACT"], currency: "HKD",
  difference: null, differenceCurrency: null, resolution: null,
}; // biome-ignore format: a list reads better

function draftOf(settleDay: string, previous: Certificate | null): CertificateDraft {
  return {
    account: { id: "0b3f", name: "Harbour Tea House 港灣茶室", mchids: ["HKDEMO01"] },
    sequence: (previous?.sequence ?? 0) + 1,
    settleDay,
    version: 1,
    previous: previous && { settleDay: previous.settleDay, version: previous.version, digest: previous.digest },
    closedAt: `${settleDay}T10:00:00.000Z`,
    maker: "staff:anna",
    checker: "staff:ben",
    asOf: settleDay,
    ruleVersion: "3",
    resultHash: "r",
    files: [{ name: "a.csv", rawSha256: "f", contentHash: "c" }],
    totals: [{ currency: "HKD", lines: 2, gross: "80.00", fee: "0.64", net: "79.36" }],
    proofs: [{ proof: "day", currency: "HKD", off: "0.00" }],
    balances: [BALANCE],
    postings: [{ kind: "payments", currency: "HKD", amount: "88.00", account: null, reference: settleDay }],
    rows: [
      { ...ROW, line: "a.csv#2", gross: "88.00", fee: "0.70", net: "87.30" },
      { ...ROW, line: "a.csv#3", gross: "-8.00", fee: "-0.06", net: "-7.94" },
    ],
  };
}

/** Closes of seven days in a row, of one account. */
export function aWeek(): Certificate[] {
  const week: Certificate[] = [];
  for (let date = 9; date < 16; date += 1) {
    week.push(sealCertificate(draftOf(`2026-03-${String(date).padStart(2, "0")}`, week.at(-1) ?? null), sha256));
  }
  return week;
}
