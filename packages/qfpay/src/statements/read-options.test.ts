import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROFILE_NAMES, readStatement, STATEMENT_LIMITS, spool } from "./index.ts";
import { encoded } from "./testing/encoded.ts";
import { fileRead, refusalOf, sample, withSpooled } from "./testing/read-file.ts";
import { COLUMNS, row, statement } from "./testing/statement-text.ts";
import { workbookBytes } from "./testing/workbook-bytes.ts";
import { zipBytes } from "./testing/zip-bytes.ts";

const many = statement(...Array.from({ length: 12_000 }, (_, n) => row({ syssn: `S${n}` })));

describe("reading", () => {
  it("stops when it is told to, with the reason given", async () => {
    const controller = new AbortController();
    const reading = withSpooled(many, (file) =>
      readStatement(file, async () => controller.abort(new Error("changed my mind")), { signal: controller.signal }),
    );
    await expect(reading).rejects.toThrow("changed my mind");
  });

  it("stops taking bytes in when it is told to", async () => {
    const controller = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.from("x");
    }
    const taking = spool(
      endless(),
      STATEMENT_LIMITS.maxBytes,
      (bytes) => bytes > 5 && controller.abort(new Error("enough")),
      controller.signal,
    );
    await expect(taking).rejects.toThrow("enough");
  });

  it("tells how far it has come, at the end exactly", async () => {
    const heard: number[] = [];
    await withSpooled(many, (file) => readStatement(file, async () => undefined, { onRows: (rows) => heard.push(rows) }));
    expect(heard.at(-1)).toBe(12_000);
    expect(heard.length).toBeGreaterThan(1);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  });

  it("takes only the profile that was asked for", async () => {
    expect(await refusalOf(many, { profile: "WECHAT_TRADE_ALL" })).toMatchObject({ reason: "NO_PROFILE" });
    expect(await refusalOf(many, { profile: "NO_SUCH_PROFILE" })).toMatchObject({ reason: "NO_PROFILE" });
    expect(await fileRead(await sample("wechat-trade-all.csv"), { profile: "WECHAT_TRADE_ALL" })).toMatchObject({
      profile: "WECHAT_TRADE_ALL",
    });
  });

  it("knows every profile by one name", () => {
    expect(new Set(PROFILE_NAMES).size).toBe(PROFILE_NAMES.length);
  });

  it("takes UTF-16 without a mark, and Big5 only by choice", async () => {
    const text = statement(row({ remark: "樽頸位" }));
    const plain = await fileRead(text);
    expect(await fileRead(encoded(text, "utf-16le"))).toMatchObject({
      encoding: "UTF-16LE",
      reading: { contentHash: plain.reading.contentHash },
    });
    expect(await fileRead(encoded(text, "utf-16be"))).toMatchObject({
      encoding: "UTF-16BE",
      reading: { contentHash: plain.reading.contentHash },
    });
    const big5 = encoded(text, "big5");
    expect((await fileRead(big5, { encoding: "BIG5" })).reading.contentHash).toBe(plain.reading.contentHash);
    expect((await fileRead(big5)).lines[0]?.line.remark).not.toBe("樽頸位");
  });
});

describe("what a row says", () => {
  it("does not make a statement a wallet owner's export", async () => {
    expect((await fileRead(statement(row({ remark: "收/支 微信支付账单明细" })))).reading.lines).toBe(1);
  });

  it("is the same in every order of columns", async () => {
    const plain = await fileRead(statement(row({ remark: "a" }), row({ syssn: "20260310000200020000000102" })));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length }), async (columns) => {
        const rows = [row({ remark: "a" }, columns), row({ syssn: "20260310000200020000000102" }, columns)];
        const other = await fileRead([columns.join(","), ...rows].join("\n"));
        expect([other.reading.contentHash, other.signature]).toEqual([plain.reading.contentHash, plain.signature]);
      }),
      { numRuns: 25 },
    );
  });
});

describe("one content", () => {
  const REMARKS = ["", "樽頸位", "退款：尺寸錯", 'a,b;c|d\te "quoted"', "=1+1", "two\nlines"];
  const aRow = fc.record({
    syssn: fc.stringMatching(/^2026031[0-9]{17}[1-9]$/),
    cents: fc.integer({ min: -999_999, max: 999_999 }),
    second: fc.integer({ min: 0, max: 86_399 }),
    remark: fc.constantFrom(...REMARKS),
  });
  type Row = { syssn: string; cents: number; second: number; remark: string };
  const two = (value: number): string => String(value).padStart(2, "0");
  const decimal = (cents: number): string => `${cents < 0 ? "-" : ""}${Math.trunc(Math.abs(cents) / 100)}.${two(Math.abs(cents) % 100)}`;
  const values = ({ syssn, cents, second, remark }: Row): Readonly<Record<string, string>> => ({
    syssn,
    gross_amount: decimal(cents),
    fee_amount: "0.00",
    net_amount: decimal(cents),
    sysdtm: `2026-03-10 ${two(Math.floor(second / 3_600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`,
    remark,
  });
  const textOf = (rows: readonly Row[]): string => statement(...rows.map((each) => row(values(each))));
  const sheetOf = (rows: readonly Row[]): Buffer =>
    workbookBytes([
      {
        rows: [COLUMNS, ...rows.map((each) => COLUMNS.map((name) => values(each)[name] ?? row().split(",")[COLUMNS.indexOf(name)] ?? ""))],
      },
    ]);

  it("is read back as it was written, and has one hash in every order, encoding and packing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aRow, { minLength: 1, maxLength: 6 }), fc.nat(), async (rows, turn) => {
        const { lines, reading } = await fileRead(textOf(rows));
        expect(reading.failedRows).toEqual([]);
        expect(lines.map(({ line }) => [line.syssn, line.grossMinor, line.remark])).toEqual(
          rows.map(({ syssn, cents, remark }) => [syssn, BigInt(cents), remark]),
        );
        const turned = textOf([...rows.slice(turn % rows.length), ...rows.slice(0, turn % rows.length)].toReversed());
        const others = [
          turned,
          encoded(turned, "utf-16le"),
          encoded(turned, "gb18030"),
          gzipSync(turned),
          zipBytes({ name: "a.csv", bytes: turned }),
          sheetOf(rows),
        ];
        for (const other of others) expect((await fileRead(other)).reading.contentHash).toBe(reading.contentHash);
      }),
      { numRuns: 25 },
    );
  });
});
