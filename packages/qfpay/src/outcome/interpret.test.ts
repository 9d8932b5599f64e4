import { describe, expect, it } from "vitest";
import { CURRENT_CODES, LEGACY_CODES } from "../names/index.ts";
import { interpret, type Operation } from "./index.ts";
import { DECIDED, DECIDED_OPERATIONS } from "./testing/decided.ts";

const NOON = new Date("2026-03-02T12:00:00+08:00");
const OPERATIONS: readonly Operation[] = [...DECIDED_OPERATIONS, "note"];
const ALL_CODES = [...CURRENT_CODES, ...LEGACY_CODES];

/** "accepted", "pending", "unknown", or the reason of a rejection. */
function told(operation: Operation, code: string, text = "", at = NOON): string {
  const reading = interpret(operation, code, text, at);
  return reading.kind === "rejected" ? reading.reason : reading.kind;
}

describe("the meaning of a return code", () => {
  it("is decided for all 52 codes of the current table and all older ones", () => {
    expect(DECIDED.map(([code]) => code)).toEqual(ALL_CODES);
    expect(CURRENT_CODES).toHaveLength(52);
  });

  it.each(DECIDED)("of %s: create %s, enquiry %s, its row %s, refund %s, close %s, openid %s", (code, ...expected) => {
    expect(DECIDED_OPERATIONS.map((operation) => told(operation, code))).toEqual(expected);
  });

  it.each(["0001", "1109a", "1999", "2998", "9999", "3000", "1000", "1299", "", "constructor", "__proto__"])(
    "is unknown, never failure, for %s which no table lists",
    (code) => {
      for (const operation of OPERATIONS) expect(interpret(operation, code, "", NOON)).toEqual({ kind: "unknown", code, listed: false });
    },
  );

  it("lets nothing but success, and being closed already, count as done", () => {
    for (const code of ALL_CODES) {
      for (const operation of OPERATIONS) {
        const isDone = code === "0000" || (operation === "close" && ["1142", "1263", "1264"].includes(code));
        expect(told(operation, code) === "accepted").toBe(isDone);
      }
    }
  });

  it("never calls money moved for certain, or certainly not, where QFPay may still be at work or has seen the number before", () => {
    const doubtful = ["1100", "1101", "1102", "1143", "1145", "1161", "1252", "1254", "1295", "1296", "1297", "1298", "2011", "2999"];
    for (const code of doubtful) {
      for (const operation of ["create", "refund", "close"] as const) expect(["pending", "unknown"]).toContain(told(operation, code));
    }
  });

  it("closes nothing on words about the account, and knows a paid order from a closed one", () => {
    expect(told("close", "1260")).toBe("state");
    expect(told("close", "1297")).toBe("unknown"); // a busy bank, or a channel that cannot close
    expect(told("close", "1150")).toBe("final");
  });
});

describe("a rejection", () => {
  it("lets the same refund be sent later only where nothing happened and time heals it", () => {
    const later = ALL_CODES.filter((code) => {
      const reading = interpret("refund", code, "", NOON);
      return reading.kind === "rejected" && reading.again === "later";
    });
    expect(later).toEqual(["1201", "1205", "1265", "1269", "2004"]);
  });

  it("never lets a payment be sent again", () => {
    for (const code of ALL_CODES) expect(interpret("create", code, "", NOON)).not.toMatchObject({ again: "later" });
  });
});

describe("codes with two meanings", () => {
  it("reads 1251 as a number used before when its text says so", () => {
    expect(told("refund", "1251", "duplicate out_trade_no")).toBe("unknown");
    expect(told("create", "1251", "duplicate out_trade_no")).toBe("unknown");
    expect(told("refund", "1251", "门店配置错误")).toBe("fix");
  });

  const NIGHT = new Date("2026-03-02T15:45:00Z"); // 23:45 at UTC+8
  it.each([
    ["the text names the hours", "23:30-00:30 no refund, or promotion", NOON, "refusedForNow", "refusedForNow"],
    ["it is night at UTC+8", "refund period exceeded", NIGHT, "refusedForNow", "final"],
    ["it is half past midnight", "", new Date("2026-03-02T16:34:59Z"), "refusedForNow", "refusedForNow"],
    ["nothing else speaks", "", NOON, "refusedForNow", "refusedForNow"],
    ["it is noon and the text speaks of a period", "超过退款期限", NOON, "final", "final"],
    ["it is noon and the text speaks of a promotion", "Promotion order", NOON, "final", "final"],
  ])("reads 1265 when %s", (_when, text, at, onRefund, onRow) => {
    expect([told("refund", "1265", text, at), told("queryRow", "1265", text, at)]).toEqual([onRefund, onRow]);
  });
});
