import { describe, expect, it } from "vitest";
import { failureWord, standingOf, waitWord } from "./refund-standing.ts";

const waits = { because: "1269", nextSendAt: "2026-03-10T03:05:00Z", givesUpAt: "2026-03-15T02:00:00Z" };
const decidedBy = (by: string) => ({ by, at: "2026-03-10T03:05:00Z", note: null });
const asked = { requestedBy: "Ada Lam", waits: null, decided: null };

describe("a refund's standing", () => {
  it.each([
    ["waiting", { ...asked, state: "submitted", waits }],
    ["submitted", { ...asked, state: "submitted" }],
    ["queued", { ...asked, state: "queued", waits }],
    ["taken_back", { ...asked, state: "declined", decided: decidedBy("Ada Lam") }],
    ["declined", { ...asked, state: "declined", decided: decidedBy("Finn Ho") }],
    ["refunded", { ...asked, state: "refunded", decided: decidedBy("Finn Ho") }],
  ] as const)("is %s", (word, refund) => {
    expect(standingOf(refund)).toBe(word);
  });
});

describe("why a refund waits or failed", () => {
  it.each([
    ["1269", "takings"],
    ["1265", "night"],
    ["1205", "other"],
    ["blackout", "blackout"],
    [null, "plain"],
  ])("%s waits: %s", (because, word) => {
    expect(waitWord(because)).toBe(word);
  });
  it.each([
    ["absent", "absent"],
    ["1271", "parts"],
    ["1264", "before"],
    ["1294", "other"],
    [null, "other"],
  ])("%s failed: %s", (respcd, word) => {
    expect(failureWord(respcd)).toBe(word);
  });
});
