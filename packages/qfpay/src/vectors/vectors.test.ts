import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { digest } from "../signing/index.ts";
import { checkVectorsFile } from "./index.ts";

const golden = path.join(import.meta.dirname, "vectors.json");
const folder = mkdtempSync(path.join(tmpdir(), "vectors-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A vectors file with this one vector. */
const fileWith = (vector: object) => JSON.stringify({ vectors: [vector] });
const GOOD = {
  name: "worked example",
  kind: "params",
  signtype: "MD5",
  emptyValues: "dropped",
  params: { mchid: "ZaMVg12345", txamt: "100", txcurrcd: "HKD" },
  key: "abcd1234",
  expected: "3CB3AA9C21D818AB4CAFAA8FA3FEACF4",
};
const check = (over: object = {}) => checkVectorsFile("mine.json", fileWith({ ...GOOD, ...over }));

/** Runs it as npm does. */
function command(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const program = [path.join(import.meta.dirname, "main.ts"), ...args];
  return new Promise((done) => {
    const child = execFile(process.execPath, program, (_error, stdout, stderr) => {
      done({ code: child.exitCode ?? -1, lines: (stdout + stderr).trimEnd().split("\n") });
    });
  });
}

describe("checking vectors", () => {
  it("passes all 46 golden ones", () => {
    expect(checkVectorsFile("vectors.json", readFileSync(golden, "utf8"))).toEqual({
      kind: "checked",
      passed: 46,
      failed: 0,
      failures: [],
    });
  });

  it.each([
    ["digest", { expected: "0".repeat(32) }],
    ["digest", { key: "abcd1235" }],
    ["digest", { scheme: "wechat-v2" }],
    ["signString", { signString: "mchid=ZaMVg12345" }],
    ["publishedForm", { publishedForm: "0".repeat(32) }],
    ["mustNotEqual", { mustNotEqual: ["3cb3aa9c21d818ab4cafaa8fa3feacf4"] }],
    ["formBody", { formBody: "txamt=100" }],
    ["urlQuery", { urlQuery: "txamt=100" }],
    ["emptyDropped", { emptyDropped: "0".repeat(32) }],
    ["not a vector", { kind: "xml" }],
    ["not a vector", { signtype: "SHA1" }],
    ["not a vector", { expected: "none" }],
  ])("counts a wrong %s as one failure and names the vector", (what, over) => {
    const result = check(over);
    expect(result).toMatchObject({ kind: "checked", passed: 0, failed: 1 });
    expect(result.kind === "checked" ? result.failures[0] : "").toContain(`worked example: ${what}`);
  });

  it("holds a raw body to its length and to whether it verifies as a notification", () => {
    const expected = digest("{}", "k", "MD5");
    const vector = { name: "notice", kind: "rawBody", signtype: "MD5", rawBody: "{}", key: "k", expected, direction: "notification" };
    expect(checkVectorsFile("mine.json", fileWith(vector))).toMatchObject({ passed: 1 });
    expect(checkVectorsFile("mine.json", fileWith({ ...vector, rawBodyBytes: 3, shouldVerifyAsNotification: false }))).toMatchObject({
      failures: ["notice: rawBodyBytes: expected 3, got 2", "notice: verifies as notification: expected false, got true"],
    });
  });

  it.each([
    ["no JSON", "x"],
    ["a list", "[]"],
    ["no vectors", "{}"],
    ["an empty list", '{"vectors":[]}'],
  ])("says so when a file holds %s", (_what, text) => {
    expect(checkVectorsFile("mine.json", text)).toMatchObject({ kind: "unreadable", sentence: expect.stringContaining("mine.json") });
  });
});

describe("the command", () => {
  it("ends with the count and exit code 0 when all hold", async () => {
    expect(await command(golden)).toEqual({ code: 0, lines: ["46 passed, 0 failed"] });
  });

  it("prints each failure and ends with exit code 1", async () => {
    const file = path.join(folder, "wrong.json");
    writeFileSync(file, fileWith({ ...GOOD, expected: "0".repeat(32) }));
    const { code, lines } = await command(file);
    expect(code).toBe(1);
    expect(lines).toEqual([`worked example: digest: expected ${"0".repeat(32)}, got ${GOOD.expected}`, "0 passed, 1 failed"]);
  });

  it("says in a sentence what is missing", async () => {
    expect((await command()).lines[0]).toContain("npm run vectors -- FILE");
    const { code, lines } = await command(path.join(folder, "nothing.json"));
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining("cannot be read"), "0 passed, 1 failed"]);
  });

  it("ends with a count also when the file holds no vectors", async () => {
    const file = path.join(folder, "page.json");
    writeFileSync(file, "<html>");
    const { code, lines } = await command(file);
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining("is not a vectors file"), "0 passed, 1 failed"]);
  });
});
