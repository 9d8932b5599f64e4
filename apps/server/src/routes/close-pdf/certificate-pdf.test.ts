import { buffer } from "node:stream/consumers";
import type { CloseOutcomeView, SealedCloseView } from "@tillbook/api/reconciliation";
import { extractText, getDocumentProxy, getMeta } from "unpdf";
import { describe, expect, it } from "vitest";
import { aWeek } from "../../verify/testing/chain.ts";
import { CLOSE_LANGUAGES, type CloseLanguage } from "../close-page/words.ts";
import { certificatePdf } from "./certificate-pdf.ts";

const FILE_HASH = "c0ffee".repeat(10).concat("beef");
const NAMES = new Map([["staff:anna", "陳安娜"]]);

/** The second close of a chain, with a day proof, and breaks of which people have settled one. */
function aClose(rowCount = 2): SealedCloseView {
  const [first, close] = aWeek();
  const [row] = close?.rows ?? [];
  if (!first || !close || !row) throw new Error("a week has more than one close, and each has rows");
  const { format: _format, previous, rows: _rows, ...head } = close;
  const outcome = (kind: string, rest: Partial<CloseOutcomeView>): CloseOutcomeView => {
    return { kind, code: null, currency: "HKD", rows: 1, settled: 0, gross: null, difference: null, ...rest };
  };
  return {
    close: { ...head, files: [{ name: "三月十日.csv", rawSha256: FILE_HASH, contentHash: "c" }], previousDigest: previous?.digest ?? null },
    proposedAt: "2026-03-10T08:30:00.000Z",
    dayProofs: [
      { currency: "HKD", external: "80.00", internal: "95.00", unseen: "30.00", settledElsewhere: "0.00", carriedIn: "15.01", differences: "-0.01", off: "0.00" },
    ],
    outcomes: [
      outcome("broken", { code: "AMOUNT_MISMATCH", rows: 2, settled: 1, difference: "-0.01" }),
      outcome("carried", { rows: 3 }),
      outcome("matched", { rows: 40, gross: "80.00" }),
    ],
    rows: Array.from({ length: rowCount }, (_, ordinal) => ({
      ...row,
      ordinal,
      kind: "broken",
      why: ["AMOUNT_MISMATCH"],
      difference: "-0.01",
      resolution: "WRITE_OFF by staff:anna, approved by staff:ben: 一分錢\n的差額",
    })),
  }; // biome-ignore format: a list reads better
}

async function bytesOf(sealed: SealedCloseView, language: CloseLanguage = "en"): Promise<Buffer> {
  return buffer(await certificatePdf(sealed, { language, names: NAMES, address: "https://books.example.hk" }));
}

async function textOf(bytes: Buffer): Promise<{ text: string; pages: number }> {
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { text: text.replaceAll(/\s+/g, " "), pages: totalPages };
}

describe("a close as a PDF", () => {
  it("says what the day comes to, who answers for it, and what it is checked by", async () => {
    const sealed = aClose();
    const { text } = await textOf(await bytesOf(sealed));
    for (const said of [
      "Certificate of close 2026-03-10 v1",
      "Harbour Tea House 港灣茶室",
      "HKDEMO01",
      "陳安娜, 2026-03-10 16:30:00 UTC+8 staff:anna",
      "staff:ben, 2026-03-10 18:00:00 UTC+8",
      sealed.close.digest,
      sealed.close.previousDigest ?? "the second close has one before it",
      FILE_HASH,
      "HKD 2 80.00 0.64 79.36",
      "+ of other days, settled here: carried in 15.01",
      "− in no file yet: carried on, or broken 30.00",
      "Broken: Amount differs (AMOUNT_MISMATCH) HKD 2 1 -0.01",
      "the day's sums are accounted for HKD 0.00",
      "43 further rows are not listed here.",
      "https://books.example.hk/verify",
      "npm run verify",
      "page 1 of",
    ])
      expect(text).toContain(said);
  });

  it.each([
    ["zh-Hant", ["結帳證明 2026-03-10 v1", "港灣茶室", "差異: 金額不符", "如何自行核對", "三月十日.csv", "的差額"]],
    ["zh-Hans", ["关账证明 2026-03-10 v1", "港灣茶室", "差异: 金额不符", "如何自行核对", "三月十日.csv"]],
  ] as const)("speaks %s", async (language, words) => {
    const { text } = await textOf(await bytesOf(aClose(), language));
    for (const word of words) expect(text).toContain(word);
  });

  it.each(CLOSE_LANGUAGES)("is the same bytes again for the same close (%s), and has the time of sealing alone", async (language) => {
    const bytes = await bytesOf(aClose(), language);
    expect(bytes.equals(await bytesOf(aClose(), language))).toBe(true);
    expect(bytes.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    const { info } = await getMeta(await getDocumentProxy(new Uint8Array(bytes)));
    expect([info.CreationDate, info.ModDate]).toEqual(["D:20260310100000Z", undefined]);
  });

  it("turns the page for many rows, with the heading on each, and stays small", async () => {
    const bytes = await bytesOf(aClose(300));
    const { text, pages } = await textOf(bytes);
    expect(text.match(/No\. Row syssn/g)?.length).toBeGreaterThanOrEqual(pages - 3);
    expect(text).toContain(`page ${pages} of ${pages}`);
    expect(pages).toBeGreaterThan(5);
    expect(bytes.length).toBeLessThan(200_000);
  });
});
