import { describe, expect, it } from "vitest";
import type { Currency } from "../money/index.ts";
import { type BatchPart, checkTotals, type Figures, type FileReading, judgeBatch, standingOf } from "./index.ts";

const figures = (lines: number, grossMinor: bigint): Figures => ({ lines, grossMinor, feeMinor: 0n, netMinor: grossMinor });
const per = (...entries: [Currency, Figures][]) => new Map(entries);
const nothingKnown = { sameContent: null, sameBatch: null };
const first = { id: "1", name: "first.csv" };

function reading(told: Partial<FileReading> = {}): FileReading {
  const totals = checkTotals(per(["HKD", figures(1, 1_000n)]), per(["HKD", figures(1, 1_000n)]));
  return {
    lines: 1,
    days: [],
    batches: ["B1"],
    mchids: ["OURS"],
    payouts: [],
    controlTotals: totals.result,
    totals: totals.checks,
    failedRows: [],
    failedRowCount: 0,
    unparsedCount: 0,
    damagedCount: 0,
    rowsHash: "r",
    contentHash: "c",
    ...told,
  };
}

describe("control totals", () => {
  it("agree, disagree with the difference, or are not declared", () => {
    const counted = per(["HKD", figures(2, 3_000n)]);
    expect(checkTotals(counted, counted).result).toBe("OK");
    expect(checkTotals(per(), counted).result).toBe("NONE");
    const failed = checkTotals(per(["HKD", figures(3, 6_000n)]), counted);
    expect(failed.result).toBe("FAILED");
    expect(failed.checks[0]?.difference).toMatchObject({ lines: -1, grossMinor: -3_000n });
  });

  it("are wanted for every currency once one has them", () => {
    const counted = per(["HKD", figures(1, 1n)], ["USD", figures(1, 1n)]);
    expect(checkTotals(per(["HKD", figures(1, 1n)]), counted).result).toBe("FAILED");
  });
});

describe("where a file stands", () => {
  it("is active when nothing speaks against it", () => {
    expect(standingOf(reading(), ["OURS"], nothingKnown)).toEqual({ status: "ACTIVE", reason: null, because: null });
  });

  it("is quarantine for damaged numbers, unread rows and totals that fail, the cause named first", () => {
    const failed = { controlTotals: "FAILED" as const };
    expect(standingOf(reading(failed), [], nothingKnown).reason).toBe("CONTROL_TOTAL");
    expect(standingOf(reading({ ...failed, unparsedCount: 1 }), [], nothingKnown).reason).toBe("UNPARSED_LINE");
    expect(standingOf(reading({ ...failed, unparsedCount: 1, damagedCount: 1 }), [], nothingKnown).reason).toBe("ID_PRECISION_LOST");
  });

  it("is quarantine for one total over two currencies", () => {
    const totals = checkTotals(per(["HKD", figures(2, 3_000n)]), per(["HKD", figures(1, 1_000n)], ["USD", figures(1, 2_000n)]));
    expect(standingOf(reading({ controlTotals: totals.result, totals: totals.checks }), [], nothingKnown).reason).toBe(
      "MIXED_CURRENCY_TOTAL",
    );
  });

  it("is quarantine for a file in which nothing is ours", () => {
    expect(standingOf(reading({ mchids: ["THEIRS"] }), ["OURS"], nothingKnown).reason).toBe("WRONG_ACCOUNT");
    expect(standingOf(reading({ mchids: ["THEIRS", "OURS"] }), ["OURS"], nothingKnown).status).toBe("ACTIVE");
    expect(standingOf(reading({ mchids: ["THEIRS"] }), [], nothingKnown).status).toBe("ACTIVE");
    expect(standingOf(reading({ mchids: [] }), ["OURS"], nothingKnown).status).toBe("ACTIVE"); // banks name no merchant
  });

  it("names the file that has its content, or waits for people when it only has its batch", () => {
    expect(standingOf(reading(), [], { sameContent: first, sameBatch: first })).toMatchObject({ status: "SAME_CONTENT", because: first });
    expect(standingOf(reading(), [], { sameContent: null, sameBatch: first })).toMatchObject({
      status: "PENDING_SUPERSEDE",
      because: first,
    });
  });

  it("looks at the file's own integrity before it compares it", () => {
    expect(standingOf(reading({ controlTotals: "FAILED" }), [], { sameContent: first, sameBatch: first }).status).toBe("QUARANTINED");
  });
});

describe("a batch in several files", () => {
  const part = (lines: number, amountMinor: bigint, told: Partial<BatchPart> = {}): BatchPart => {
    return { batchKey: "B", lines, amountMinor, batchLines: 5, batchAmountMinor: 500n, ...told };
  };

  it.each([
    ["no part is there", [], "INCOMPLETE"],
    ["a part is missing", [part(2, 200n)], "INCOMPLETE"],
    ["all parts are there", [part(2, 200n), part(3, 300n)], "OK"],
    ["the sum differs", [part(2, 200n), part(3, 301n)], "FAILED"],
    ["there are more rows than the batch has", [part(3, 300n), part(3, 200n)], "FAILED"],
    ["parts speak of different batches", [part(2, 200n), part(3, 300n, { batchLines: 6 })], "FAILED"],
  ] as const)("is judged when %s", (_case, parts, verdict) => {
    expect(judgeBatch(parts)).toBe(verdict);
  });
});
