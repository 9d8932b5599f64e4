import { useTestDatabase } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import { ALL_CASES, type LineCase, runNetwork } from "./network/matrix.ts";

const database = useTestDatabase();
/** Here only what hangs is a failure; how fast it goes is told by the whole. */
const LOADED_MS = 15_000;

/** The worst line of each kind for one flow each; all of them with all of them are `npm run chaos -- --only network`. */
const SAMPLE: readonly (readonly [line: string, flow: string, bad: string])[] = [
  ["database", "create", "refused"],
  ["database", "create", "half open"],
  ["database", "notify", "reset in mid-answer"],
  ["database", "notify", "accepted and left hanging"],
  ["database", "refund", "cut before the last byte"],
  ["database", "list", "35 s late"],
  ["gateway", "create", "35 s late"],
  ["gateway", "create", "cut after 100 bytes"],
  ["gateway", "enquiry", "half open"],
  ["gateway", "refund", "reset in mid-answer"],
  ["gateway", "close", "refused"],
  ["gateway", "openid", "reset at the start"],
];

function isIn(sample: typeof SAMPLE, { flow, bad }: LineCase): boolean {
  return sample.some(([line, name, kind]) => flow.line === line && flow.name === name && bad.name === kind);
}

describe("a bad line to the database or to QFPay", () => {
  it("keeps nobody waiting, breaks nothing, is never taken for a failure, and is over when it is over", async () => {
    const cases = ALL_CASES.filter((one) => isIn(SAMPLE, one));
    expect(cases).toHaveLength(SAMPLE.length);
    expect((await runNetwork(database.url, cases, () => undefined, LOADED_MS)).failures).toEqual([]);
  });
});
