import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Certificate, sealCertificate, verifyChain } from "@tillbook/domain/reconciliation/closing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { readCertificates } from "./read-certificates.ts";
import { openPage } from "./testing/browser.ts";
import { aWeek, sha256 } from "./testing/chain.ts";
import { verify } from "./verify.ts";
import { VERIFY_PAGE_POLICY, verifyPage } from "./verify-page.ts";

/** The week with one certificate replaced. */
const withDay = (at: number, change: (certificate: Certificate) => Certificate): Certificate[] =>
  aWeek().map((certificate, index) => (index === at ? change(certificate) : certificate));
const withCent = (at: number, ordinal: number): Certificate[] =>
  withDay(at, (one) => ({ ...one, rows: one.rows.map((row) => (row.ordinal === ordinal ? { ...row, gross: "88.01" } : row)) }));
const resealed = ({ digest: _digest, format: _format, ...one }: Certificate): Certificate =>
  sealCertificate({ ...one, checker: "staff:carl" }, sha256);

/** Everything that somebody might do to kept certificates. */
const TAMPERED: readonly (readonly [string, () => Certificate[]])[] = [
  ["nothing", aWeek],
  ["the order of files", () => aWeek().toReversed()],
  ["the first closes left out", () => aWeek().slice(3)],
  ["a cent of a row", () => withCent(4, 1)],
  ["a total", () => withDay(2, (one) => ({ ...one, totals: one.totals.map((total) => ({ ...total, fee: "0.65" })) }))],
  ["a row taken out", () => withDay(2, (one) => ({ ...one, rows: one.rows.slice(1) }))],
  ["a balance", () => withDay(5, (one) => ({ ...one, balances: one.balances.map((each) => ({ ...each, openBreaks: "0.01" })) }))],
  ["a proof", () => withDay(1, (one) => ({ ...one, proofs: one.proofs.map((proof) => ({ ...proof, off: "0.01" })) }))],
  ["one person alone", () => withDay(0, (one) => ({ ...one, checker: one.maker }))],
  ["a posting", () => withDay(6, (one) => ({ ...one, postings: [] }))],
  ["a day sealed anew", () => withDay(3, resealed)],
  ["a day taken out", () => aWeek().toSpliced(3, 1)],
  ["a day twice", () => [...aWeek(), ...aWeek().slice(2, 3)]],
];

describe("npm run verify", () => {
  it("names the first day and row of a changed cent, among files and folders of them", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "tillbook-verify-"));
    try {
      for (const one of withCent(4, 1)) await writeFile(path.join(folder, `close-${one.sequence}.json`), JSON.stringify(one));
      const { sound, sentences } = verify(await readCertificates([folder]));
      expect([sound, sentences]).toEqual([
        false,
        ["Harbour Tea House 港灣茶室: 2026-03-13 v1, row 1 (a.csv#3) is not as it was sealed (ROW_CHANGED)."],
      ]);
      const unread = path.join(folder, "notes.txt");
      await writeFile(unread, "no certificate");
      await expect(readCertificates([unread])).rejects.toThrow("is no JSON");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
  it("says what holds, and up to which digest", () => {
    const last = aWeek().at(-1);
    expect(verify(aWeek())).toEqual({
      sound: true,
      sentences: [`Harbour Tea House 港灣茶室: 7 closes hold from its beginning, 14 rows. The last: 2026-03-15 v1, ${last?.digest}`],
    });
  });
});

describe("the page that checks certificates", () => {
  const page = verifyPage();

  it.each(TAMPERED)("comes to the same word as our own rule: %s", async (_what, made) => {
    const expected = verifyChain(made(), sha256);
    const [found] = JSON.parse(String(await openPage(page).check(made())));
    const told = found.fault && {
      settleDay: found.fault.settleDay,
      version: found.fault.version,
      row: found.fault.row,
      what: found.fault.what,
    };
    expect(told).toEqual(expected);
  });

  it("comes to the same word whatever text or figure of a row is another", async () => {
    const figure = fc.constantFrom("gross", "fee", "net", "line", "kind", "resolution", "currency");
    await fc.assert(
      fc.asyncProperty(
        fc.nat(6),
        fc.nat(1),
        figure,
        fc.constantFrom("0.00", "1", 'a\u2028"\\ü', "\u{1F375}"),
        async (at, ordinal, key, value) => {
          const changed = withDay(at, (one) => ({
            ...one,
            rows: one.rows.map((row) => (row.ordinal === ordinal ? { ...row, [key]: value } : row)),
          }));
          const [found] = JSON.parse(String(await openPage(page).check(changed)));
          expect(found.fault).toMatchObject(verifyChain(changed, sha256) ?? {});
        },
      ),
      { numRuns: 20 },
    );
  });

  it("says what it found, in the reader's language, and names files that are no certificates", async () => {
    const opened = openPage(page, { languages: ["zh-HK"] });
    opened.drop([
      ...withCent(4, 1).map((one) => ({ name: `${one.sequence}.json`, text: JSON.stringify(one) })),
      { name: "a.csv", text: "1,2" },
    ]);
    expect(await eventually(opened.said, (said) => said.length === 2)).toEqual([
      "unread: a.csv 不是結帳證明。",
      "fails: Harbour Tea House 港灣茶室：2026-03-13 v1，第 1 行 (a.csv#3) 與封存時不同（ROW_CHANGED）。",
    ]);
  });

  it("asks to be saved where a browser computes no digests", async () => {
    const opened = openPage(page, { hasCrypto: false });
    opened.drop([{ name: "1.json", text: JSON.stringify(aWeek()[0]) }]);
    const [said] = await eventually(opened.said, (told) => told.length === 1);
    expect(said).toContain("open it from disk");
  });

  it("is one file, and may run nothing but its own script and speak to nobody", () => {
    const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    expect(VERIFY_PAGE_POLICY).toContain(`'sha256-${createHash("sha256").update(script).digest("base64")}'`);
    expect(VERIFY_PAGE_POLICY).toContain("default-src 'none'");
    expect(page).not.toMatch(/(?:src|href)="|https?:|fetch\(|XMLHttpRequest|WebSocket|import\(/);
  });
});
