import { describe, expect, it } from "vitest";
import { CURRENT_CODES, LEGACY_CODES } from "../names/index.ts";
import { classOf, interpret, type Operation } from "./index.ts";

const NOON = new Date("2026-03-02T12:00:00+08:00");
const OPERATIONS: readonly Operation[] = ["create", "query", "queryRow", "refund", "close", "openid", "note"];

/** "accepted", "pending", "unknown", or the reason of a rejection. */
function told(operation: Operation, code: string, text = "", at = NOON): string {
  const reading = interpret(operation, code, text, at);
  return reading.kind === "rejected" ? reading.reason : reading.kind;
}

/** Every code of the current table, read where it is usual: a line for create and one for refund, close and row. */
// biome-ignore format: a table reads better in columns
const TABLE: readonly (readonly [code: string, create: string, refund: string, close: string, row: string, query: string])[] = [
  ["0000", "accepted", "accepted", "accepted", "accepted", "accepted"],
  ["1100", "unknown", "unknown", "unknown", "unknown", "retryLater"],
  ["1101", "unknown", "unknown", "unknown", "unknown", "unknown"],
  ["1102", "unknown", "unknown", "unknown", "state", "state"],
  ["1103", "fix", "fix", "fix", "fix", "fix"],
  ["1104", "fix", "fix", "fix", "fix", "fix"],
  ["1105", "fix", "fix", "fix", "fix", "fix"],
  ["1106", "fix", "fix", "fix", "fix", "fix"],
  ["1107", "fix", "fix", "fix", "fix", "fix"],
  ["1108", "fix", "fix", "fix", "fix", "fix"],
  ["1125", "unknown", "unknown", "state", "unknown", "state"],
  ["1136", "unknown", "state", "state", "unknown", "state"],
  ["1142", "unknown", "state", "accepted", "state", "state"],
  ["1143", "pending", "pending", "pending", "pending", "pending"],
  ["1145", "pending", "pending", "pending", "pending", "pending"],
  ["1147", "newOrder", "newOrder", "unknown", "newOrder", "newOrder"],
  ["1150", "final", "final", "final", "final", "final"],
  ["1155", "final", "final", "final", "final", "final"],
  ["1181", "newOrder", "newOrder", "unknown", "newOrder", "newOrder"],
  ["1201", "newOrder", "newOrder", "unknown", "newOrder", "newOrder"],
  ["1202", "newOrder", "newOrder", "unknown", "newOrder", "newOrder"],
  ["1203", "fix", "fix", "fix", "fix", "fix"],
  ["1204", "newOrder", "newOrder", "unknown", "newOrder", "newOrder"],
  ["1205", "newOrder", "newOrder", "unknown", "newOrder", "newOrder"],
  ["1212", "newOrder", "newOrder", "unknown", "newOrder", "newOrder"],
  ["1241", "fix", "fix", "fix", "fix", "fix"],
  ["1242", "fix", "fix", "fix", "fix", "fix"],
  ["1243", "fix", "fix", "fix", "fix", "fix"],
  ["1250", "fix", "fix", "fix", "fix", "fix"],
  ["1251", "fix", "fix", "fix", "fix", "fix"],
  ["1252", "unknown", "unknown", "unknown", "unknown", "unknown"],
  ["1254", "unknown", "unknown", "unknown", "unknown", "unknown"],
  ["1260", "unknown", "state", "state", "unknown", "state"],
  ["1261", "unknown", "state", "unknown", "unknown", "state"],
  ["1262", "unknown", "unknown", "state", "unknown", "state"],
  ["1263", "unknown", "state", "accepted", "state", "state"],
  ["1264", "unknown", "unknown", "accepted", "state", "state"],
  ["1265", "retryLater", "retryLater", "unknown", "retryLater", "retryLater"],
  ["1266", "unknown", "state", "state", "state", "state"],
  ["1267", "unknown", "state", "state", "state", "state"],
  ["1268", "unknown", "state", "state", "unknown", "state"],
  ["1269", "retryLater", "retryLater", "unknown", "retryLater", "retryLater"],
  ["1270", "final", "final", "final", "final", "final"],
  ["1271", "final", "final", "final", "final", "final"],
  ["1272", "final", "final", "final", "final", "final"],
  ["1294", "final", "final", "final", "final", "final"],
  ["1295", "unknown", "unknown", "unknown", "unknown", "unknown"],
  ["1296", "unknown", "unknown", "unknown", "unknown", "unknown"],
  ["1297", "unknown", "unknown", "unknown", "unknown", "unknown"],
  ["1298", "pending", "pending", "pending", "pending", "pending"],
  ["2005", "newOrder", "newOrder", "unknown", "newOrder", "newOrder"],
  ["2011", "unknown", "unknown", "unknown", "fix", "fix"],
];

describe("the meaning of a return code", () => {
  it("is fixed for all 52 codes of the current table", () => {
    expect(TABLE.map(([code]) => code)).toEqual([...CURRENT_CODES]);
    expect(CURRENT_CODES).toHaveLength(52);
  });

  it.each(TABLE)("of %s: create %s, refund %s, close %s, row %s, query %s", (code, create, refund, close, row, query) => {
    const got = [told("create", code), told("refund", code), told("close", code), told("queryRow", code), told("query", code)];
    expect(got).toEqual([create, refund, close, row, query]);
    expect([told("openid", code), told("note", code)]).toEqual([query, query]); // plain calls, read as the table says
  });

  it.each(["0001", "1109a", "1999", "2998", "9999", "3000", "1000", "1299", "", "constructor", "__proto__"])(
    "is unknown, never failure, for %s which no table lists",
    (code) => {
      for (const operation of OPERATIONS) expect(interpret(operation, code, "", NOON)).toEqual({ kind: "unknown", code, listed: false });
    },
  );

  it("is known for every legacy code, and none of them is success", () => {
    for (const code of LEGACY_CODES) {
      expect(classOf(code)).not.toBeNull();
      for (const operation of OPERATIONS) expect(told(operation, code)).not.toBe("accepted");
    }
    expect(told("refund", "2999")).toBe("pending");
    expect(told("create", "1161")).toBe("unknown");
    expect(told("create", "1118")).toBe("final");
  });

  it("lets nothing but success, and being closed already, count as done", () => {
    for (const code of [...CURRENT_CODES, ...LEGACY_CODES]) {
      for (const operation of OPERATIONS) {
        const isDone = code === "0000" || (operation === "close" && ["1142", "1263", "1264"].includes(code));
        expect(told(operation, code) === "accepted").toBe(isDone);
      }
    }
  });
});

describe("codes with two meanings", () => {
  it("reads 1251 as a number used before when its text says so", () => {
    expect(told("refund", "1251", "duplicate out_trade_no")).toBe("unknown");
    expect(told("create", "1251", "duplicate out_trade_no")).toBe("unknown");
    expect(told("refund", "1251", "门店配置错误")).toBe("fix");
  });

  it.each([
    ["the text names the hours", "23:30-00:30 no refund, or promotion", NOON, "retryLater"],
    ["it is night at UTC+8", "refund period exceeded", new Date("2026-03-02T15:45:00Z"), "retryLater"],
    ["it is half past midnight", "", new Date("2026-03-02T16:34:59Z"), "retryLater"],
    ["nothing else speaks", "", NOON, "retryLater"],
    ["it is noon and the text speaks of a period", "超过退款期限", NOON, "final"],
    ["it is noon and the text speaks of a promotion", "Promotion order", NOON, "final"],
  ])("reads 1265 when %s", (_when, text, at, expected) => {
    expect(told("refund", "1265", text, at)).toBe(expected);
  });
});
