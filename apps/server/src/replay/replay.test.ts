import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCases } from "./case-files.ts";
import { type Played, replayCase } from "./replay-case.ts";

const test = useTestDatabase();
const CASES = path.join(import.meta.dirname, "cases");
const cases = await findCases(CASES);

let scratch = "";
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "tillbook-replay-"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function play(dir: string, out: string | null = null): Promise<Played[]> {
  const played: Played[] = [];
  for await (const step of replayCase(test.db, dir, out)) played.push(step);
  return played;
}

/** A copy of a case with one of its files changed. */
async function changed(name: string, file: string, change: (text: string) => string): Promise<string> {
  const dir = await mkdtemp(path.join(scratch, `${name}-`));
  await cp(path.join(CASES, name), dir, { recursive: true });
  await writeFile(path.join(dir, file), change(await readFile(path.join(dir, file), "utf8")));
  return dir;
}

describe("our own cases", () => {
  for (const dir of cases) {
    it(`${path.basename(dir)}: every step passes`, async () => {
      const played = await play(dir);
      expect(played.length).toBeGreaterThan(0);
      expect(played.filter(({ faults }) => faults.length > 0)).toEqual([]);
    });
  }
});

describe("a replay", () => {
  it("writes the result of every step", async () => {
    const out = path.join(scratch, "out");
    await play(path.join(CASES, "midnight"), out);
    expect((await readdir(path.join(out, "midnight"))).toSorted()).toEqual(["1.json", "2.json", "3.json", "4.json"]);
    expect(JSON.parse(await readFile(path.join(out, "midnight", "3.json"), "utf8"))).toMatchObject({
      settle_day: "2026-03-09",
      totals: { HKD: { lines: 1 } },
    });
  });

  it("has the same result hash for the same rows in another order", async () => {
    const out = path.join(scratch, "hashes");
    await play(path.join(CASES, "shuffled"), out);
    const [one, other] = await Promise.all(
      [2, 5].map(async (step) => JSON.parse(await readFile(path.join(out, "shuffled", `${step}.json`), "utf8"))),
    );
    expect(other.result_hash).toBe(one.result_hash);
  });

  it("notices a single cent that was changed in the books", async () => {
    const dir = await changed("midnight", "internal.json", (text) => text.replace('"txamt": 4200', '"txamt": 4201'));
    expect((await play(dir)).flatMap(({ step, faults }) => (faults.length > 0 ? [step] : []))).toEqual(["3"]);
  });

  it("fails a step that it cannot do yet, with a sentence, and goes on", async () => {
    const dir = await changed("midnight", "case.json", (text) => text.replace('"import"', '"levitate"'));
    const played = await play(dir);
    expect(played[0]?.faults).toEqual(["the action levitate is not supported yet"]);
    expect(played).toHaveLength(4);
  });

  it("runs the steps by their numbers and takes books as QFPay may write them", async () => {
    const backwards = (text: string) => {
      const { id: _id, steps, ...told } = JSON.parse(text);
      return JSON.stringify({ ...told, steps: steps.toReversed() });
    };
    const byNumber = await changed("midnight", "case.json", backwards);
    expect((await play(byNumber)).map(({ step, faults }) => [step, ...faults])).toEqual([["1"], ["2"], ["3"], ["4"]]);
    const asText = (text: string) =>
      `\ufeff${text.replaceAll(/"txamt": (\d+)/g, '"txamt": "$1"').replaceAll('"origssn": ""', '"origssn": null')}`;
    const dir = await changed("midnight", "internal.json", asText);
    expect((await play(dir)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it("takes a case without books for empty ones, and one without expectations as passed when it ran", async () => {
    const bare = await mkdtemp(path.join(scratch, "bare-"));
    await cp(path.join(CASES, "midnight"), bare, { recursive: true });
    await rm(path.join(bare, "expected.json"));
    await rm(path.join(bare, "internal.json"));
    const out = path.join(scratch, "bare-out", "new");
    expect((await play(bare, out)).map(({ faults }) => faults)).toEqual([[], [], [], []]);
    expect(JSON.parse(await readFile(path.join(out, path.basename(bare), "3.json"), "utf8"))).toMatchObject({
      matched: [],
      broken: [{ codes: ["MISSING_INTERNAL"] }],
    });
  });

  it("says what is wrong with a case that cannot be read", async () => {
    expect(await play(await changed("midnight", "case.json", () => "{"))).toMatchObject([
      { action: "open", faults: [expect.stringMatching(/case\.json is no JSON/)] },
    ]);
    expect(await play(await changed("midnight", "case.json", (text) => text.replace('"0.80%"', '"cheap"')))).toMatchObject([
      { faults: [expect.stringMatching(/config cannot be used/)] },
    ]);
    await expect(findCases(path.join(scratch, "nowhere"))).rejects.toThrow("is no folder");
    await expect(findCases(path.join(CASES, "..", "..", "vault"))).rejects.toThrow("There is no case in");
  });
});
