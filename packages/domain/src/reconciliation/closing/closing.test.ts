import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Certificate, type CertificateDraft, canonicalJson, certificateSchema, sealCertificate, verifyChain } from "./index.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const NO_BALANCE = {
  currency: "HKD", opening: "0.00", payments: "0.00", refunds: "0.00", fees: "0.00", adjustments: "0.00", payouts: "0.00", conversions: "0.00",
  writeOffs: "0.00", closing: "0.00", openTransactions: "0.00", openBreaks: "0.00", unpaidBatches: "0.00", reservesHeld: "0.00",
}; // biome-ignore format: a list reads better

function draftOf(settleDay: string, previous: Certificate | null): CertificateDraft {
  const row = {
    kind: "matched",
    originalDay: null,
    lineType: "PAYMENT",
    batch: "B1",
    syssn: ["20260309000200020000000011"],
    why: ["KEY_EXACT"],
    currency: "HKD",
    difference: null,
    differenceCurrency: null,
    resolution: null,
  };
  return {
    account: { id: "0b3f", name: "Harbour Tea House", mchids: ["HKDEMO01"] },
    sequence: (previous?.sequence ?? 0) + 1,
    settleDay,
    version: 1,
    previous: previous && { settleDay: previous.settleDay, version: previous.version, digest: previous.digest },
    closedAt: `${settleDay}T10:00:00.000Z`,
    maker: "anna",
    checker: "ben",
    asOf: settleDay,
    ruleVersion: "3",
    resultHash: "r",
    files: [{ name: "a.csv", rawSha256: "f", contentHash: "c" }],
    totals: [{ currency: "HKD", lines: 2, gross: "80.00", fee: "0.64", net: "79.36" }],
    proofs: [{ proof: "day", currency: "HKD", off: "0.00" }],
    balances: [{ ...NO_BALANCE, payments: "88.00", refunds: "-8.00", fees: "-0.64", closing: "79.36", unpaidBatches: "79.36" }],
    postings: [{ kind: "payments", currency: "HKD", amount: "88.00", account: null, reference: settleDay }],
    rows: [
      { ...row, line: "a.csv#2", gross: "88.00", fee: "0.70", net: "87.30" },
      { ...row, line: "a.csv#3", gross: "-8.00", fee: "-0.06", net: "-7.94" },
    ],
  };
}

function aWeek(): Certificate[] {
  const week: Certificate[] = [];
  for (let date = 9; date < 16; date += 1) {
    week.push(sealCertificate(draftOf(`2026-03-${String(date).padStart(2, "0")}`, week.at(-1) ?? null), sha256));
  }
  return week;
}

/** The week with one certificate replaced. */
function withDay(at: number, change: (certificate: Certificate) => Certificate): Certificate[] {
  return aWeek().map((certificate, index) => (index === at ? change(certificate) : certificate));
}

describe("a chain of closes", () => {
  it("holds as it was sealed, in whatever order its files are given", () => {
    expect(verifyChain(aWeek(), sha256)).toBeNull();
    expect(verifyChain(aWeek().toReversed(), sha256)).toBeNull();
    expect(certificateSchema.parse(JSON.parse(JSON.stringify(aWeek()[0])))).toEqual(aWeek()[0]);
  });
  it("names the day and the row of one changed cent", () => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(1), fc.constantFrom("gross", "fee", "net"), (at, ordinal, figure) => {
        const changed = withDay(at, (certificate) => ({
          ...certificate,
          rows: certificate.rows.map((row) => (row.ordinal === ordinal ? { ...row, [figure]: "88.01" } : row)),
        }));
        const settleDay = aWeek()[at]?.settleDay;
        expect(verifyChain(changed, sha256)).toEqual({ settleDay, version: 1, row: ordinal, what: "ROW_CHANGED" });
      }),
    );
  });
  it.each<[string, (certificate: Certificate) => Certificate, string]>([
    ["a total", (one) => ({ ...one, totals: one.totals.map((total) => ({ ...total, gross: "80.01" })) }), "TOTALS_DIFFER"],
    ["a removed row", (one) => ({ ...one, rows: one.rows.slice(0, 1) }), "TOTALS_DIFFER"],
    ["a balance", (one) => ({ ...one, balances: one.balances.map((each) => ({ ...each, opening: "0.01" })) }), "BALANCE_DIFFERS"],
    ["a posting", (one) => ({ ...one, postings: one.postings.map((each) => ({ ...each, account: "suspense" })) }), "CLOSE_CHANGED"],
    ["a proof", (one) => ({ ...one, proofs: one.proofs.map((proof) => ({ ...proof, off: "0.01" })) }), "PROOF_NOT_ZERO"],
    ["the checker", (one) => ({ ...one, checker: "carl" }), "CLOSE_CHANGED"],
    ["one person alone", (one) => ({ ...one, checker: one.maker }), "MAKER_IS_CHECKER"],
  ])("notices %s", (_name, change, what) => {
    expect(verifyChain(withDay(3, change), sha256)).toEqual({ settleDay: "2026-03-12", version: 1, row: null, what });
  });
  it("notices a day that was sealed anew with other figures: the next day names the old digest", () => {
    const forged = withDay(3, ({ digest: _digest, format: _format, ...one }) => sealCertificate({ ...one, checker: "carl" }, sha256));
    expect(verifyChain(forged, sha256)).toEqual({ settleDay: "2026-03-13", version: 1, row: null, what: "CHAIN_BROKEN" });
  });
  it("notices a day that was taken out", () => {
    expect(verifyChain(aWeek().toSpliced(3, 1), sha256)?.settleDay).toBe("2026-03-13");
  });
});

describe("canonical JSON", () => {
  it("spells equal values equally, whatever the order of their keys", () => {
    expect(canonicalJson({ b: [1, null, true], a: "ü\n" })).toBe('{"a":"ü\\n","b":[1,null,true]}');
  });
  it.each([0.1, Number.NaN, 2 ** 53])("refuses %s", (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });
});
