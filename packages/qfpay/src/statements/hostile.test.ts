import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { COLUMNS, found, read, refusal, row, statement } from "./testing/statement-text.ts";

const SAMPLES = path.join(import.meta.dirname, "samples");

describe("what is no statement", () => {
  it("is refused with a hint at what it is", async () => {
    const hints: [string | Buffer, string][] = [
      ["%PDF-1.7 …", "PDF"],
      [Buffer.concat([Buffer.from("504b0304", "hex"), Buffer.from("readme.txt")]), "DAMAGED_ARCHIVE"],
      [Buffer.from("d0cf11e0a1b11ae1", "hex"), "XLS"],
      [Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("EncryptedPackage", "utf16le")]), "PASSWORD"],
      [Buffer.from("1f8b08", "hex"), "DAMAGED_ARCHIVE"],
      [Buffer.from("89504e470d0a1a0a", "hex"), "IMAGE"],
      ["<!doctype html><title>Sign in</title>", "HTML"],
      ['{"respcd":"0000"}', "JSON"],
      ["微信支付账单明细\n微信昵称：[小明]\n交易时间,交易类型,交易对方,商品,收/支,金额(元)", "PERSONAL_WALLET_EXPORT"],
      ["name,price\ntea,3.00", "UNKNOWN_COLUMNS"],
      ["syssn,line_type,gross_amount", "MISSING_COLUMNS"],
      [`${COLUMNS.join(",")},fee_amount`, "REPEATED_COLUMN"],
    ];
    for (const [content, hint] of hints) expect(await refusal(content)).toMatchObject({ reason: "NO_PROFILE", hint });
  });

  it("names the columns that are missing or repeated", async () => {
    expect((await refusal(COLUMNS.filter((name) => name !== "fee_amount").join(","))).params).toEqual({ columns: "fee_amount" });
    expect((await refusal([...COLUMNS, "Net_Amount "].join(","))).params).toEqual({ columns: "net_amount" });
  });

  it("is a file with nothing in it", async () => {
    expect(await refusal("")).toMatchObject({ reason: "EMPTY" });
    expect(await refusal(statement())).toMatchObject({ reason: "EMPTY" });
  });

  it("is bytes that no text has", async () => {
    expect(await refusal(Buffer.concat([Buffer.from(statement(row())), Buffer.from([0xff, 0xff])]))).toMatchObject({
      reason: "UNREADABLE_TEXT",
    });
    expect(await refusal(statement(row({ remark: "a\0b" })))).toMatchObject({ reason: "UNREADABLE_TEXT" });
  });
});

describe("limits", () => {
  it("stop a file that is too large while it comes in, and leave nothing behind", async () => {
    const dir = await mkdtemp(path.join(tmpdir(), "limits-"));
    vi.stubEnv("TMPDIR", dir);
    await expect(read(statement(row(), row()), { maxBytes: 100 })).rejects.toMatchObject({ reason: "TOO_LARGE" });
    expect(await readdir(dir)).toEqual([]);
    vi.unstubAllEnvs();
    await rm(dir, { recursive: true });
  });

  it("stop too many rows, columns and characters", async () => {
    const many = statement(...Array.from({ length: 6_000 }, (_, n) => row({ syssn: `S${n}` })));
    const { outcome } = await read(many, { maxRows: 5_500 }, 65_536);
    expect(outcome).toMatchObject({ kind: "refused", reason: "TOO_MANY_ROWS" });
    expect(await refusal(`${"c,".repeat(300)}c`)).toMatchObject({ reason: "TOO_MANY_COLUMNS" });
    expect(await refusal(`${"c,".repeat(1_000_000)}c`)).toMatchObject({ reason: "CELL_TOO_LONG" });
    expect(await refusal(`${COLUMNS.join(",")}\n${"x".repeat(70_000)}`)).toMatchObject({ reason: "CELL_TOO_LONG" });
    expect(await refusal(statement(`"${row()}`, ...Array.from({ length: 600 }, () => row())))).toMatchObject({ reason: "CELL_TOO_LONG" });
  });

  it("name the row with a cell that is too long", async () => {
    expect((await found(statement(row({ remark: "x".repeat(5_000) })))).reading.failedRows).toMatchObject([
      { lineNo: 2, reason: "TOO_LONG" },
    ]);
  });

  it("show the first hundred failures and count the rest", async () => {
    const { reading } = await found(statement(...Array.from({ length: 250 }, () => row({ gross_amount: "=1+1" }))));
    expect(reading.failedRows).toHaveLength(100);
    expect(reading.failedRowCount).toBe(250);
  });
});

describe("numbers that a spreadsheet has damaged", () => {
  const damaged = async (...syssns: string[]) => (await found(statement(...syssns.map((syssn) => row({ syssn }))))).reading;

  it("are found by their exponent, their decimal point or the zeros where digits were", async () => {
    for (const id of ["2.02603E+25", "2E+25", "20260310000200.0", "20260310000200000000000000"]) {
      expect(await damaged(id)).toMatchObject({
        damagedCount: 1,
        failedRows: [{ lineNo: 2, column: "syssn", reason: "ID_PRECISION_LOST", text: id }],
      });
    }
  });

  it("are told by their neighbours when only few zeros stand at the end", async () => {
    expect((await damaged("20260310000200000")).damagedCount).toBe(0);
    expect((await damaged("202603100002000000", "202603100002000101")).damagedCount).toBe(1);
    expect((await damaged("20260310000200020000001000", "20260310000200020000002000")).damagedCount).toBe(0);
  });

  it("still count in the totals, since only the number is lost", async () => {
    expect(await damaged("2.02603E+25", "20260310000200020000000102")).toMatchObject({ lines: 2, damagedCount: 1 });
  });
});

describe("cells that mean to do something", () => {
  it("are text and nothing else", async () => {
    const remark = "=cmd|' /C calc'!A0";
    expect((await found(statement(row({ remark, out_trade_no: "@SUM(A1)" })))).lines[0]?.line).toMatchObject({
      remark,
      outTradeNo: "@SUM(A1)",
    });
  });
});

describe("any bytes at all", () => {
  it("are read or refused, never thrown at us", async () => {
    const tail = fc.uint8Array({ maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(fc.boolean(), tail, async (hasHeader, bytes) => {
        const { outcome } = await read(Buffer.concat([Buffer.from(hasHeader ? statement(row()) : ""), bytes]), {}, 64);
        expect(["read", "refused"]).toContain(outcome.kind);
      }),
    );
  });

  it("in a file that was sound before are no different, in whatever format", async () => {
    const samples = await Promise.all((await readdir(SAMPLES)).map((name) => readFile(path.join(SAMPLES, name))));
    const damage = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...Buffer.from('09,.`-#:\n"()<'))), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), damage, fc.nat(), async (sound, changes, cut) => {
        const bytes = Buffer.from(sound);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const { outcome } = await read(cut % 5 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes, {}, 4_096);
        expect(["read", "refused"]).toContain(outcome.kind);
      }),
    );
  });
});
