import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settlementDaySchema } from "../time/index.ts";
import {
  batchesOfRows,
  type DisputeLine,
  dayBasisAmong,
  dayBasisOf,
  disputesOf,
  type FiledPayout,
  payoutDay,
  payoutOfLine,
  payoutsOnce,
  type ReserveLine,
  rollReserves,
  settlementRulesSchema,
} from "./index.ts";

const day = (text: string) => settlementDaySchema.parse(text);
const hold = (on: string, minor: bigint): ReserveLine => ({
  lineType: minor < 0n ? "RESERVE_HOLD" : "RESERVE_RELEASE",
  tradeDate: day(on),
  settleDate: day(on),
  settleCurrency: "HKD",
  settleMinor: minor,
});
const march = { first: day("2026-03-01"), last: day("2026-03-31"), reserveDays: 90 };

describe("reserves", () => {
  it("roll forward, and releases free the oldest holdings", () => {
    const lines = [hold("2026-02-20", -100n), hold("2026-03-05", -50n), hold("2026-03-10", 120n), hold("2026-04-02", -9n)];
    expect(rollReserves(lines, march)).toEqual([
      {
        currency: "HKD",
        opening: 100n,
        held: 50n,
        released: 120n,
        closing: 30n,
        outstanding: [{ heldOn: "2026-03-05", minor: 30n, dueOn: "2026-06-03" }],
      },
    ]);
    expect(rollReserves([hold("2026-03-02", 7n)], { ...march, reserveDays: null })).toMatchObject([
      { closing: -7n, outstanding: [{ minor: -7n, dueOn: null }] },
    ]);
  });
  it("are made up of what is outstanding, whatever was held and released", () => {
    const lines = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 28 }),
        fc.bigInt(-900n, 900n).filter((minor) => minor !== 0n),
      ),
    );
    fc.assert(
      fc.property(lines, (told) => {
        const rows = told.map(([date, minor]) => hold(`2026-03-${String(date).padStart(2, "0")}`, minor));
        for (const roll of rollReserves(rows, march)) {
          expect(roll.closing).toBe(roll.outstanding.reduce((sum, { minor }) => sum + minor, 0n));
          expect(roll.opening + roll.held - roll.released).toBe(roll.closing);
        }
      }),
    );
  });
});

describe("disputes", () => {
  const row = (lineNo: number, on: string, grossMinor: bigint, syssn = "P1"): DisputeLine => ({
    fileId: "f",
    lineNo,
    lineType: grossMinor < 0n ? "CHARGEBACK" : "CHARGEBACK_REVERSAL",
    tradeDate: day(on),
    currency: "HKD",
    grossMinor,
    syssn,
    origssn: null,
  });
  it("are opened by chargebacks, won by reversals in full, and lost when the loss was accepted", () => {
    const lines = [
      row(2, "2026-03-01", -500n),
      row(3, "2026-03-02", -500n, "P2"),
      row(4, "2026-03-03", -70n, "P3"),
      row(5, "2026-03-09", 500n, "P2"),
    ];
    expect(
      disputesOf(lines, ({ lineNo }) => lineNo === 4).map(({ syssn, state, endedOn, minor }) => [syssn, state, endedOn, minor]),
    ).toEqual([
      ["P1", "OPEN", null, 500n],
      ["P2", "WON", "2026-03-09", 500n],
      ["P3", "LOST", null, 70n],
    ]);
  });
  it("are ended where they are open rather than where the loss was accepted", () => {
    const lines = [row(2, "2026-03-01", -500n), row(3, "2026-03-02", -500n), row(4, "2026-03-09", 500n)];
    expect(disputesOf(lines, ({ lineNo }) => lineNo === 2).map(({ state }) => state)).toEqual(["LOST", "WON"]);
    expect(disputesOf([...lines, row(5, "2026-03-10", 500n)], ({ lineNo }) => lineNo === 2).map(({ endedOn }) => endedOn)).toEqual([
      "2026-03-10",
      "2026-03-09",
    ]);
  });
  it("are not ended by a part, nor by what came before them", () => {
    expect(disputesOf([row(2, "2026-03-05", -500n), row(3, "2026-03-06", 400n), row(4, "2026-03-04", 500n)])).toMatchObject([
      { state: "OPEN" },
    ]);
  });
});

describe("payouts in a file", () => {
  const announced = { ref: "P1", currency: "HKD", amountMinor: 100n, valueDate: day("2026-03-12") } as const;
  const filed = (over: Partial<FiledPayout> = {}): FiledPayout => ({
    ...announced,
    fileId: "f",
    fileDays: [day("2026-03-10"), day("2026-03-11")],
    ...over,
  });
  const line = {
    batchNo: "B1",
    outTradeNo: "P1",
    syssn: null,
    remark: "",
    settleCurrency: "HKD",
    settleMinor: -100n,
    settleDate: announced.valueDate,
  } as const;

  it("are announced by rows as by control rows, whatever the sign, and each counts once", () => {
    expect(payoutOfLine(line)).toEqual(announced);
    expect(payoutOfLine({ ...line, settleMinor: 100n, outTradeNo: null, remark: "P1" })).toEqual(announced);
    expect(payoutOfLine({ ...line, outTradeNo: null }).ref).toBe("B1");
    expect(payoutsOnce([filed(), filed({ fileId: "g" }), filed({ amountMinor: 99n })]).map(({ fileId }) => fileId)).toEqual(["f", "f"]);
  });
  it("stand in the books of the last day that they may pay for", () => {
    expect(payoutDay(filed())).toBe("2026-03-11");
    expect(payoutDay(filed({ valueDate: day("2026-03-10") }))).toBe("2026-03-10");
    expect(payoutDay(filed({ valueDate: day("2026-03-01") }))).toBe("2026-03-10");
    expect(payoutDay(filed({ fileDays: [] }))).toBe("2026-03-12");
  });
  it("pay what rows of one batch come to, currency by currency", () => {
    const row = (batchNo: string, settleMinor: bigint, over: object = {}) =>
      ({ ...hold("2026-03-10", settleMinor), lineType: "PAYMENT", batchNo, ...over }) as const;
    const batches = batchesOfRows([
      row("B1", 100n),
      row("B1", -30n, { lineType: "RESERVE_HOLD" }),
      row("B1", 5n, { settleCurrency: "USD" }),
      row("B2", 1n),
    ]);
    expect(batches.map(({ batchNo, currency, settleMinor, reserveMinor }) => [batchNo, currency, settleMinor, reserveMinor])).toEqual([
      ["B1", "HKD", 70n, -30n],
      ["B1", "USD", 5n, 0n],
      ["B2", "HKD", 1n, 0n],
    ]);
  });
});

describe("which time decides a day", () => {
  const rules = settlementRulesSchema.parse({ dayBasis: { CUSTOM: "paydtm", WECHAT_TRADE_REFUND: "sysdtm" } });
  it.each([
    ["QFPAY_CANONICAL_V1", "sysdtm"],
    ["WECHAT_TRADE_ALL", "paydtm"],
    ["WECHAT_TRADE_REFUND", "sysdtm"],
    ["CUSTOM", "paydtm"],
    [null, "sysdtm"],
  ] as const)("in statements of %s: %s", (profile, basis) => {
    expect(dayBasisOf(profile, rules)).toBe(basis);
  });
  it("is the payment's where all statements of the day go by it", () => {
    expect(dayBasisAmong(["WECHAT_TRADE_ALL", "CUSTOM"], rules)).toBe("paydtm");
    expect(dayBasisAmong(["WECHAT_TRADE_ALL", "QFPAY_CANONICAL_V1"], rules)).toBe("sysdtm");
    expect(dayBasisAmong([], rules)).toBe("sysdtm");
  });
});
