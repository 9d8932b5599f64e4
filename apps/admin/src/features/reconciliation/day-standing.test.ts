import { describe, expect, it } from "vitest";
import { standingOf } from "./day-standing.ts";

type Row = Parameters<typeof standingOf>[0];
const row = (with_: Partial<Row>): Row => ({
  state: "OPEN",
  runAt: "2026-03-11T01:00:00.000Z",
  isStale: false,
  isExplained: true,
  broken: 0,
  fileStatus: "ACTIVE",
  transactions: 12,
  ...with_,
});

describe("what a day wants from its reader", () => {
  it("waits for the statement while there is none", () => {
    expect(standingOf(row({ runAt: null, fileStatus: null }))).toBe("waiting_file");
    expect(standingOf(row({ fileStatus: null, isExplained: false }))).toBe("waiting_file");
  });
  it("is quiet when nothing happened", () => {
    expect(standingOf(row({ runAt: null, fileStatus: null, transactions: 0 }))).toBe("quiet");
  });
  it("is ready to run once the statement is here", () => {
    expect(standingOf(row({ runAt: null }))).toBe("not_run");
  });
  it("asks for another run before it speaks of breaks", () => {
    expect(standingOf(row({ isStale: true, broken: 3, isExplained: false }))).toBe("stale");
    expect(standingOf(row({ broken: 3, isExplained: false }))).toBe("broken");
  });
  it("is sealed, or waits for its second person, whatever else is said of it", () => {
    expect(standingOf(row({ state: "CLOSED", broken: 3, isExplained: false }))).toBe("closed");
    expect(standingOf(row({ state: "IN_REVIEW" }))).toBe("in_review");
    expect(standingOf(row({ state: "REOPENED" }))).toBe("explained");
  });
  it("is explained only when the run says so", () => {
    expect(standingOf(row({}))).toBe("explained");
    expect(standingOf(row({ isExplained: false }))).toBe("off");
  });
});
