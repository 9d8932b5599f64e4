import { gzipSync } from "node:zlib";
import { useTestDatabase } from "@tillbook/db/testing";
import { STATEMENT_LIMITS } from "@tillbook/qfpay/statements";
import { describe, expect, it } from "vitest";
import { type BooksContext, fileDetail, type ImportProgressView, type ImportView, importStatement, listFiles } from "./index.ts";
import { financeAt, row, statement, withRole } from "./testing/books.ts";

const test = useTestDatabase();

const upload = (ctx: BooksContext, name: string, ...rows: string[]): Promise<ImportView> =>
  importStatement(ctx, { name, bytes: statement(...rows) });
const idOf = ({ id }: ImportView): string => id ?? expect.fail("nothing was kept");

async function rowsAt(ctx: BooksContext, fileId: string, lineNos: readonly number[]): Promise<(string | undefined)[]> {
  const lines = await ctx.db.read.runs.linesAt(lineNos.map((lineNo) => ({ fileId, lineNo })));
  const at = new Map(lines.map(({ lineNo, raw }) => [lineNo, raw]));
  return lineNos.map((lineNo) => at.get(lineNo));
}

async function storedOf(ctx: BooksContext): Promise<{ files: number; lines: number; parts: number }> {
  const count = async (table: string, condition: string): Promise<number> => {
    const [found] = await ctx.db.read.sql<{ n: bigint }>(`SELECT count(*) AS n FROM "${table}" WHERE ${condition}`, [ctx.account.id]);
    return Number(found?.n);
  };
  const ofAccount = `"fileId" IN (SELECT "id" FROM "StatementFile" WHERE "accountId" = $1)`;
  return {
    files: await count("StatementFile", `"accountId" = $1`),
    lines: await count("StatementLine", `"accountId" = $1`),
    parts: await count("StatementPart", ofAccount),
  };
}

describe("an imported statement", () => {
  it("is there with its lines, its totals and its bytes as received", async () => {
    const ctx = await financeAt(test.db);
    const bytes = statement(row({ syssn: "P1" }), row({ syssn: "P2" }), "#TOTAL,HKD,2,200.00,1.60,198.40");
    const view = await importStatement(ctx, { name: "march.csv", bytes, receivedAt: new Date("2026-03-10T02:00:00Z") });
    expect(view).toMatchObject({
      status: "ACTIVE",
      lines: 2,
      controlTotals: "OK",
      days: ["2026-03-09"],
      encoding: "UTF-8",
      receivedBy: "staff:fiona",
      receivedAt: "2026-03-10T02:00:00.000Z",
    });
    expect(view.totals).toEqual([
      {
        currency: "HKD",
        declared: { lines: 2, gross: "200.00", fee: "1.60", net: "198.40" },
        counted: { lines: 2, gross: "200.00", fee: "1.60", net: "198.40" },
        difference: { lines: 0, gross: "0.00", fee: "0.00", net: "0.00" },
      },
    ]);
    expect(await fileDetail(ctx, { fileId: idOf(view) })).toEqual(view);
    const kept: Uint8Array[] = [];
    for await (const part of ctx.db.read.statements.bytesOf(idOf(view))) kept.push(part);
    expect(Buffer.concat(kept).equals(bytes)).toBe(true);
  });

  it("tells how far it has come", async () => {
    const ctx = await financeAt(test.db);
    const heard: ImportProgressView[] = [];
    await importStatement(ctx, { name: "a.csv", bytes: statement(row({ syssn: "P1" })), announcedSize: 999 }, (progress) =>
      heard.push(progress),
    );
    expect(heard[0]).toMatchObject({ phase: "receiving", total: 999, rows: 0 });
    expect(heard.at(-1)).toMatchObject({ phase: "reading", rows: 1 });
  });

  it("is kept in many pieces when it is large, and read in many batches", async () => {
    const ctx = await financeAt(test.db);
    const rows = Array.from({ length: 12_000 }, (_, n) => row({ syssn: `P${n}` }));
    const view = await upload(ctx, "large.csv", ...rows, "#TOTAL,HKD,12000,1200000.00,9600.00,1190400.00");
    expect(view).toMatchObject({ status: "ACTIVE", lines: 12_000, controlTotals: "OK" });
    expect((await storedOf(ctx)).lines).toBe(12_000);
    expect((await storedOf(ctx)).parts).toBeGreaterThan(1);
  });

  it("keeps every row as it was written, whatever characters stand in it", async () => {
    const ctx = await financeAt(test.db);
    const rows = ['"奶茶,\t熱"', "a\\nb \\N", `"line one\nline ""two"""`, "\u{1f375}", "x".repeat(3_000)].map((remark, n) =>
      row({ syssn: `P${n}`, remark }),
    );
    const view = await upload(ctx, "odd.csv", ...rows);
    const kept = await ctx.db.read.sql<{
      lineNo: number;
      remark: string;
      syssn: string;
      sysdtm: Date;
      grossMinor: bigint;
      tradeDate: string;
    }>(
      `SELECT "lineNo", "remark", "syssn", "sysdtm", "grossMinor", "tradeDate" FROM "StatementLine" WHERE "fileId" = $1 ORDER BY "lineNo"`,
      [idOf(view)],
    );
    const lineNos = kept.map(({ lineNo }) => lineNo);
    expect(await rowsAt(ctx, idOf(view), lineNos)).toEqual(rows);
    expect(kept.slice(0, 4).map(({ remark }) => remark)).toEqual(["奶茶,\t熱", "a\\nb \\N", `line one\nline "two"`, "\u{1f375}"]);
    expect(kept[0]).toMatchObject({ syssn: "P0", sysdtm: new Date("2026-03-09T04:00:00Z"), grossMinor: 10_000n, tradeDate: "2026-03-09" });
  });

  it.each([
    [
      "its lines end as they do in Windows, behind a byte order mark",
      (text: Uint8Array) => Buffer.from(`\ufeff${Buffer.from(text).toString().replaceAll("\n", "\r\n")}`),
    ],
    ["its last line has no end", (text: Uint8Array) => text.subarray(0, -1)],
    ["it is packed", (text: Uint8Array) => gzipSync(text)],
    ["it is UTF-16", (text: Uint8Array) => Buffer.from(`\ufeff${Buffer.from(text).toString()}`, "utf16le")],
  ])("tells any of its rows as received, first, last and wherever pieces meet, also when %s", async (_, written) => {
    const ctx = await financeAt(test.db);
    const rows = Array.from({ length: 8_000 }, (_none, n) => row({ syssn: `P${n}`, remark: "熱".repeat(n % 17) }));
    const view = await importStatement(ctx, { name: "many.csv", bytes: written(statement(...rows)) });
    const lineNos = [8_001, 2, ...Array.from({ length: 800 }, (_none, n) => 4 + n * 9), 2];
    expect(await rowsAt(ctx, idOf(view), lineNos)).toEqual(lineNos.map((lineNo) => rows[lineNo - 2]));
  });

  it("has a name and no path", async () => {
    const ctx = await financeAt(test.db);
    expect((await upload(ctx, "../../etc/march\u202e.csv", row({ syssn: "P1" }))).name).toBe("march.csv");
  });
});

describe("the same file again", () => {
  it("changes nothing, and the answer names the first", async () => {
    const ctx = await financeAt(test.db);
    const first = await upload(ctx, "first.csv", row({ syssn: "P1" }));
    const before = await storedOf(ctx);
    const again = await upload(ctx, "renamed.csv", row({ syssn: "P1" }));
    expect(again).toMatchObject({ id: null, status: "DUPLICATE", lines: 0, duplicateOf: { id: first.id, name: "first.csv" } });
    expect(await storedOf(ctx)).toEqual(before);
  });

  it("is harmless when two people send it at once", async () => {
    const ctx = await financeAt(test.db);
    const both = await Promise.all([upload(ctx, "a.csv", row({ syssn: "P1" })), upload(ctx, "b.csv", row({ syssn: "P1" }))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["ACTIVE", "DUPLICATE"]);
    expect((await storedOf(ctx)).lines).toBe(1);
  });

  it("in other bytes is kept as evidence, without lines", async () => {
    const ctx = await financeAt(test.db);
    const [a, b] = [row({ syssn: "P1" }), row({ syssn: "P2" })];
    const first = await upload(ctx, "first.csv", a, b);
    const other = await upload(ctx, "sorted.csv", b, a);
    expect(other).toMatchObject({ status: "SAME_CONTENT", lines: 0, duplicateOf: { id: first.id, name: "first.csv" } });
    expect(await storedOf(ctx)).toEqual({ files: 2, lines: 2, parts: 2 });
    expect(await upload(ctx, "again.csv", b, a)).toMatchObject({ status: "DUPLICATE", duplicateOf: { name: "sorted.csv" } });
  });

  it("is another merchant's own affair", async () => {
    const [one, other] = [await financeAt(test.db), await financeAt(test.db)];
    const first = await upload(one, "a.csv", row({ syssn: "P1" }));
    expect(await upload(other, "a.csv", row({ syssn: "P1" }))).toMatchObject({ status: "ACTIVE" });
    await expect(fileDetail(other, { fileId: idOf(first) })).rejects.toMatchObject({ code: "not_found" });
    expect(await listFiles(other, { limit: 10 })).toHaveLength(1);
  });
});

describe("a file that waits for people", () => {
  it("has the batch number of an active one and other content", async () => {
    const ctx = await financeAt(test.db);
    const first = await upload(ctx, "v1.csv", row({ syssn: "P1" }));
    const corrected = await upload(ctx, "v2.csv", row({ syssn: "P1", gross: "100.01", net: "99.21" }));
    expect(corrected).toMatchObject({ status: "PENDING_SUPERSEDE", lines: 1, duplicateOf: { id: first.id } });
  });

  it("is in quarantine when its totals, rows or numbers are not right", async () => {
    const ctx = await financeAt(test.db);
    const lying = await upload(ctx, "lying.csv", row({ syssn: "P1" }), "#TOTAL,HKD,2,200.00,1.60,198.40");
    expect(lying).toMatchObject({ status: "QUARANTINED", reason: "CONTROL_TOTAL", controlTotals: "FAILED", lines: 1 });
    expect(lying.totals[0]?.difference).toEqual({ lines: -1, gross: "-100.00", fee: "-0.80", net: "-99.20" });
    const unread = await upload(ctx, "unread.csv", row({ syssn: "P2" }), row({ syssn: "P3", gross: "ten" }));
    expect(unread).toMatchObject({ status: "QUARANTINED", reason: "UNPARSED_LINE", failedRowCount: 1 });
    expect(unread.failedRows).toEqual([{ lineNo: 3, column: "gross_amount", reason: "NOT_AN_AMOUNT", text: "ten" }]);
    expect(await upload(ctx, "damaged.csv", row({ syssn: "2.02603E+25" }))).toMatchObject({
      status: "QUARANTINED",
      reason: "ID_PRECISION_LOST",
    });
    expect(await upload(ctx, "theirs.csv", row({ syssn: "P4", mchid: "SHOP2" }))).toMatchObject({
      status: "QUARANTINED",
      reason: "WRONG_ACCOUNT",
    });
  });
});

describe("a file that is no statement", () => {
  it("is refused with what to do, and nothing of it is kept but the attempt", async () => {
    const ctx = await financeAt(test.db);
    const refused = await importStatement(ctx, { name: "page.html", bytes: Buffer.from("<html>sign in</html>") });
    expect(refused).toMatchObject({ id: null, status: "REFUSED", reason: "NO_PROFILE", hint: "HTML", controlTotals: "NOT_EVALUATED" });
    expect(await storedOf(ctx)).toEqual({ files: 0, lines: 0, parts: 0 });
    const [attempt] = await ctx.db.read.sql<{ action: string; name: string }>(
      `SELECT "action", "details"->>'name' AS name FROM "AuditEntry" WHERE "accountId" = $1`,
      [ctx.account.id],
    );
    expect(attempt).toEqual({ action: "statement.refused", name: "page.html" });
  });

  it("is refused half-way when it turns out too long, with no line left behind", async () => {
    const ctx = await financeAt(test.db);
    const rows = Array.from({ length: 12_000 }, (_, n) => row({ syssn: `P${n}` }));
    const refused = await importStatement(ctx, {
      name: "long.csv",
      bytes: statement(...rows),
      limits: { ...STATEMENT_LIMITS, maxRows: 6_000 },
    });
    expect(refused).toMatchObject({ status: "REFUSED", reason: "TOO_MANY_ROWS", hintParams: { limit: "6000" } });
    expect(await storedOf(ctx)).toEqual({ files: 0, lines: 0, parts: 0 });
  });

  it("is refused while it comes in when it is too large", async () => {
    const ctx = await financeAt(test.db);
    const refused = await importStatement(ctx, {
      name: "huge.csv",
      bytes: statement(row({ syssn: "P1" })),
      limits: { ...STATEMENT_LIMITS, maxBytes: 10 },
    });
    expect(refused).toMatchObject({ id: null, status: "REFUSED", reason: "TOO_LARGE" });
  });
});

describe("an upload that breaks off", () => {
  it("leaves nothing", async () => {
    const ctx = await financeAt(test.db);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield statement(row({ syssn: "P1" }));
      throw new Error("connection lost");
    }
    await expect(importStatement(ctx, { name: "a.csv", bytes: broken() })).rejects.toThrow("connection lost");
    expect(await storedOf(ctx)).toEqual({ files: 0, lines: 0, parts: 0 });
  });

  it("leaves nothing either when it is stopped with rows on their way, and may come again", async () => {
    const ctx = await financeAt(test.db);
    const bytes = statement(...Array.from({ length: 12_000 }, (_, n) => row({ syssn: `P${n}` })));
    const stop = new AbortController();
    const stopped = importStatement(
      ctx,
      { name: "a.csv", bytes, signal: stop.signal },
      ({ rows }) => rows > 0 && stop.abort(new Error("stopped")),
    );
    await expect(stopped).rejects.toThrow("stopped");
    expect(await storedOf(ctx)).toEqual({ files: 0, lines: 0, parts: 0 });
    expect(await importStatement(ctx, { name: "a.csv", bytes })).toMatchObject({ status: "ACTIVE", lines: 12_000 });
  });
});

describe("who may", () => {
  it("cashiers neither import nor see statements", async () => {
    const cashier = withRole(await financeAt(test.db), "cashier");
    await expect(upload(cashier, "a.csv", row({ syssn: "P1" }))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(listFiles(cashier, { limit: 10 })).rejects.toMatchObject({ code: "not_allowed" });
  });
});

describe("what was imported", () => {
  it("cannot be rewritten, not even in the database", async () => {
    const ctx = await financeAt(test.db);
    const id = idOf(await upload(ctx, "a.csv", row({ syssn: "P1" })));
    const tampering = [
      `UPDATE "StatementLine" SET "grossMinor" = 1 WHERE "fileId" = $1`,
      `DELETE FROM "StatementLine" WHERE "fileId" = $1`,
      `UPDATE "StatementPart" SET "bytes" = '' WHERE "fileId" = $1`,
      `UPDATE "StatementFile" SET "rawSha256" = repeat('0', 64) WHERE "id" = $1`,
      `DELETE FROM "StatementFile" WHERE "id" = $1`,
    ];
    for (const statement of tampering) await expect(ctx.db.read.sql(statement, [id])).rejects.toThrow(/only added to|is kept/);
  });
});
