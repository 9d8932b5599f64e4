import { describe, expect, it } from "vitest";
import { addDays, settlementDaySchema } from "../../time/index.ts";
import {
  AGES,
  actionsFor,
  ageOf,
  breakStateOf,
  daysOfAge,
  haveSameCause,
  isSecondLevel,
  needsChecker,
  type Resolvable,
  type Wish,
  wishSchema,
} from "./index.ts";

const day = (text: string) => settlementDaySchema.parse(text);
const aLine: Resolvable = {
  kind: "broken",
  subject: { kind: "line", fileId: "f", lineNo: 2 },
  codes: ["AMOUNT_MISMATCH"],
  mayBeBooked: true,
  isOfClosedDay: false,
};

describe("what may be done about a break", () => {
  it.each<[string, Partial<Resolvable>, string]>([
    ["a row that differs", {}, "ENQUIRE LINK CLAIM CARRY WRITE_OFF IGNORE_LINE"],
    ["a row that we do not know", { codes: ["MISSING_INTERNAL"] }, "ENQUIRE LINK CREATE_INTERNAL CLAIM CARRY WRITE_OFF IGNORE_LINE"],
    [
      "such a row without number or time",
      { codes: ["MISSING_INTERNAL"], mayBeBooked: false },
      "ENQUIRE LINK CLAIM CARRY WRITE_OFF IGNORE_LINE",
    ],
    ["a row of a closed day", { isOfClosedDay: true }, "ENQUIRE LINK CLAIM CARRY WRITE_OFF"],
    [
      "a transaction that no row names",
      { subject: { kind: "transaction", syssn: "P1" }, codes: ["MISSING_EXTERNAL"] },
      "ENQUIRE LINK CLAIM CARRY WRITE_OFF",
    ],
    [
      "the fees of a file",
      { subject: { kind: "file", fileId: "f", currency: "HKD", batchNo: null }, codes: ["FEE_MISMATCH"] },
      "CLAIM WRITE_OFF",
    ],
    ["a transaction that only waits", { kind: "carried" }, "ENQUIRE LINK"],
  ])("%s", (_what, over, actions) => {
    expect(actionsFor({ ...aLine, ...over }).join(" ")).toBe(actions);
  });
});

describe("a second person", () => {
  const link: Wish = { action: "LINK", lines: [{ fileId: "0197a3f0-0000-7000-8000-000000000000", lineNo: 2 }], syssns: ["P1"] };
  const carry: Wish = { action: "CARRY", until: day("2026-03-12"), owner: "ben" };
  it.each<[Wish, { linkDifference?: bigint }, boolean]>([
    [link, {}, false],
    [link, { linkDifference: -1n }, true],
    [carry, {}, false],
    [{ ...carry, until: day("2026-03-13") }, {}, true],
    [{ action: "WRITE_OFF", account: "write_off" }, {}, true],
    [{ action: "IGNORE_LINE" }, {}, true],
    [{ action: "CREATE_INTERNAL" }, {}, true],
    [{ action: "CLAIM", ticket: "T" }, {}, false],
  ])("%s %s: %s", (wish, over, needed) => {
    expect(needsChecker(wish, { linkDifference: 0n, graceEnd: "2026-03-12", ...over })).toBe(needed);
  });
  it("is of the second level above the limit, in either direction", () => {
    expect([isSecondLevel(-100n, 100n), isSecondLevel(-101n, 100n), isSecondLevel(101n, 100n), isSecondLevel(10n ** 9n, null)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  it("is never asked for what makes no sense", () => {
    for (const wish of [
      { action: "REVERSE" },
      { action: "WRITE_OFF", account: "bank" },
      { action: "LINK", lines: [], syssns: ["P1"] },
      { action: "CLAIM", ticket: " " },
    ])
      expect(wishSchema.safeParse(wish).success).toBe(false);
  });
});

describe("a break's state and age", () => {
  const nothing = { applied: null, isProposed: false, isClaimed: false, wasSettled: false } as const;
  it.each([
    [{}, "OPEN"],
    [{ isClaimed: true }, "CLAIMED"],
    [{ isClaimed: true, isProposed: true }, "PROPOSED"],
    [{ wasSettled: true }, "REOPENED"],
    [{ applied: "WRITE_OFF", isClaimed: true }, "RESOLVED"],
    [{ applied: "CARRY" }, "CARRIED"],
  ] as const)("%s is %s", (over, state) => {
    expect(breakStateOf({ ...nothing, ...over })).toBe(state);
  });
  it.each([
    ["2026-03-10", "0-1"],
    ["2026-03-11", "2-3"],
    ["2026-03-16", "4-7"],
    ["2026-04-08", "8-30"],
    ["2026-04-09", "over 30"],
  ])("is counted in calendar days from its settlement day: %s is %s", (today, age) => {
    expect(ageOf(day("2026-03-09"), day(today))).toBe(age);
  });
});

describe("the days of an age", () => {
  it("are those whose breaks are of that age, and no others", () => {
    const today = day("2026-04-09");
    for (let days = -2; days < 50; days += 1) {
      const of = addDays(today, -days);
      const within = AGES.filter((age) => {
        const { first, last } = daysOfAge(age, today);
        return (first === null || of >= first) && (last === null || of <= last);
      });
      expect(within).toEqual([ageOf(of, today)]);
    }
  });
});

describe("breaks of one cause", () => {
  const feeOff = (rounding: string) => ({
    codes: ["FEE_MISMATCH"] as const,
    because: { arguments: [{ code: "MATCHES_ROUNDING", params: { rounding } }] as const },
  });
  it("have the same codes and the same explanation, whatever the figures; one alone always has", () => {
    expect(haveSameCause([feeOff("DOWN"), feeOff("HALF_EVEN")])).toBe(true);
    expect(haveSameCause([feeOff("DOWN"), { ...feeOff("DOWN"), codes: ["NET_ARITHMETIC"] }])).toBe(false);
    const unexplained = { codes: ["FEE_MISMATCH"] as const, because: null };
    expect([haveSameCause([unexplained, unexplained]), haveSameCause([unexplained])]).toEqual([false, true]);
  });
});
