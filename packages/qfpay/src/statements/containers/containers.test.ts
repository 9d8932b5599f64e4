import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { STATEMENT_LIMITS } from "../index.ts";
import { encoded } from "../testing/encoded.ts";
import { fileRead, refusalOf, sample } from "../testing/read-file.ts";
import { row, statement } from "../testing/statement-text.ts";
import { zipBytes } from "../testing/zip-bytes.ts";

const CSV = statement(row());
const BOMB = Buffer.alloc(18 * 1024 * 1024);

describe("a file in an archive", () => {
  it("is read like the file itself, beside what does not matter", async () => {
    const zip = zipBytes(
      { name: "__MACOSX/._statement.csv", bytes: "x" },
      { name: "folder/", bytes: "" },
      { name: "readme.txt", bytes: "Dear customer,\nplease find your statement." },
      { name: "photo.png", bytes: Buffer.from("89504e47", "hex") },
      { name: encoded("結算單.csv", "gb18030"), bytes: CSV },
    );
    const { container, table, reading } = await fileRead(zip);
    expect([container, table]).toEqual(["ZIP", "結算單.csv"]);
    expect(reading.contentHash).toBe((await fileRead(CSV)).reading.contentHash);
  });

  it("may be a workbook", async () => {
    const zip = zipBytes({ name: "march.xlsx", bytes: await sample("canonical.xlsx") });
    expect(await fileRead(zip)).toMatchObject({ container: "ZIP", table: "march.xlsx/Settlement", reading: { lines: 2 } });
  });

  it("must be the only one that can be read, or be chosen", async () => {
    const zip = zipBytes({ name: "a.csv", bytes: CSV }, { name: "b.csv", bytes: statement(row({ syssn: "2" })) });
    expect(await refusalOf(zip)).toMatchObject({ reason: "NO_PROFILE", hint: "SEVERAL_TABLES", params: { tables: "a.csv, b.csv" } });
    expect(await fileRead(zip, { table: "b.csv" })).toMatchObject({ table: "b.csv" });
  });

  it("says what is wrong with it when it is the only one, or that none can be read", async () => {
    expect(await refusalOf(zipBytes({ name: "a.csv", bytes: "syssn,line_type\n1,PAYMENT" }))).toMatchObject({ hint: "MISSING_COLUMNS" });
    expect(await refusalOf(zipBytes({ name: "a.txt", bytes: "a" }, { name: "b.txt", bytes: "b" }))).toMatchObject({
      hint: "NO_TABLE_INSIDE",
      params: { tables: "a.txt, b.txt" },
    });
    expect(await refusalOf(zipBytes())).toMatchObject({ reason: "NO_PROFILE", hint: "NO_TABLE_INSIDE" });
  });
});

describe("an archive that cannot be trusted", () => {
  it.each([
    ["is locked", zipBytes({ name: "a.csv", bytes: CSV, isEncrypted: true }), "PASSWORD"],
    ["lies about a size", zipBytes({ name: "a.csv", bytes: CSV, claims: 10 }), "DAMAGED_ARCHIVE"],
    ["does not fit its checksum", zipBytes({ name: "a.csv", bytes: CSV, checksum: 1 }), "DAMAGED_ARCHIVE"],
    ["is cut off", zipBytes({ name: "a.csv", bytes: CSV }).subarray(0, -30), "DAMAGED_ARCHIVE"],
    ["holds another archive", zipBytes({ name: "a.zip", bytes: zipBytes({ name: "a.csv", bytes: CSV }) }), "NESTED_ARCHIVE"],
    ["holds something packed", zipBytes({ name: "a.csv.gz", bytes: gzipSync(CSV) }), "NESTED_ARCHIVE"],
    ["is packed twice", gzipSync(gzipSync(CSV)), "NESTED_ARCHIVE"],
    ["is a cut gzip", gzipSync(CSV).subarray(0, -12), "DAMAGED_ARCHIVE"],
  ])("%s", async (_case, bytes, hint) => {
    expect(await refusalOf(bytes)).toMatchObject({ reason: "NO_PROFILE", hint });
  });

  it("grows beyond measure", async () => {
    expect(await refusalOf(zipBytes({ name: "bomb.csv", bytes: BOMB }))).toMatchObject({ reason: "TOO_LARGE", hint: "ARCHIVE_BOMB" });
    expect(await refusalOf(gzipSync(BOMB))).toMatchObject({ reason: "TOO_LARGE", hint: "ARCHIVE_BOMB" });
  });

  it("is larger unpacked than any file may be", async () => {
    const limits = { ...STATEMENT_LIMITS, maxBytes: 200 };
    expect(await refusalOf(zipBytes({ name: "a.csv", bytes: CSV }), { limits })).toMatchObject({ reason: "TOO_LARGE", hint: null });
    expect(await refusalOf(gzipSync(CSV), { limits })).toMatchObject({ reason: "TOO_LARGE", hint: null });
  });

  it("holds thousands of files", async () => {
    const many = Array.from({ length: 600 }, (_, n) => ({ name: `${n}.csv`, bytes: "" }));
    expect(await refusalOf(zipBytes(...many))).toMatchObject({ reason: "TOO_LARGE", hint: "ARCHIVE_BOMB" });
  });

  it("leaves nothing behind", async () => {
    const dir = await mkdtemp(path.join(tmpdir(), "containers-"));
    vi.stubEnv("TMPDIR", dir);
    await refusalOf(zipBytes({ name: "a.csv", bytes: CSV }, { name: "b.csv", bytes: CSV, checksum: 1 }));
    await refusalOf(gzipSync(BOMB));
    await fileRead(zipBytes({ name: "a.csv", bytes: CSV }));
    expect(await readdir(dir)).toEqual([]);
    vi.unstubAllEnvs();
    await rm(dir, { recursive: true });
  });
});
