import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, type PaymentFact, type PaymentState, type PaymentStateName } from "./index.ts";

const RANK = { submitted: 0, awaiting: 1, failed: 2, expired: 2, cancelled: 2, paid: 3 } satisfies Record<PaymentStateName, number>;
const SYSDTM = new Date("2026-03-10T02:00:00Z");
const paid: PaymentFact = { is: "paid", syssn: "S1", sysdtm: SYSDTM, paydtm: new Date("2026-03-10T02:01:00Z"), chnlsn: "W1" };
const FACTS = [
  paid,
  { is: "made", syssn: "S1", sysdtm: SYSDTM, handover: { kind: "qr", qrcode: "weixin://wxpay/bizpayurl?pr=1" } },
  { is: "open", syssn: "S1", sysdtm: SYSDTM },
  { is: "failed", respcd: "1201" },
  { is: "closed" },
  { is: "expired" },
  { is: "absent" },
  { is: "unclear" },
  { is: "silent" },
] as const satisfies readonly PaymentFact[];

const facts = fc.array(fc.constantFrom<PaymentFact>(...FACTS), { maxLength: 50 });
const fold = (heard: readonly PaymentFact[], from: PaymentState = { at: "submitted" }) => heard.reduce(advance, from);

describe("a payment that hears of itself", () => {
  it("climbs and never falls, whatever is heard in whatever order", () => {
    fc.assert(
      fc.property(facts, (heard) => {
        const ranks = heard.map((_fact, count) => RANK[fold(heard.slice(0, count + 1)).at]);
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
      { numRuns: 1_000 },
    );
  });

  it("ends in the same state wherever money moved, in any order and however often anything is repeated", () => {
    fc.assert(
      fc.property(facts, facts, (before, after) => {
        expect(fold([...before, paid, ...after])).toEqual(fold([paid]));
      }),
      { numRuns: 1_000 },
    );
  });

  it("learns nothing new from hearing the same again", () => {
    fc.assert(
      fc.property(fc.constantFrom<PaymentFact>(...FACTS), facts, (fact, before) => {
        const once = fold([...before, fact]);
        expect(advance(once, fact)).toBe(once);
      }),
    );
  });

  it("keeps the first end it came to, but for money", () => {
    const withoutMoney = facts.map((heard) => heard.filter((fact) => fact.is !== "paid"));
    const ends = fc.constantFrom<PaymentState>({ at: "failed", respcd: "1201" }, { at: "expired" }, { at: "cancelled" });
    fc.assert(
      fc.property(ends, withoutMoney, (end, heard) => {
        expect(fold(heard, end)).toBe(end);
      }),
    );
  });

  it.each<PaymentState>([{ at: "failed", respcd: "1201" }, { at: "expired" }, { at: "cancelled" }])(
    "is paid when the money arrives after all: $at",
    (state) => {
      expect(advance(state, paid)).toMatchObject({ at: "paid", syssn: "S1" });
    },
  );

  it.each<PaymentFact>([{ is: "absent" }, { is: "unclear" }, { is: "silent" }])("is moved by nothing that is not known: $is", (fact) => {
    const awaiting: PaymentState = { at: "awaiting", syssn: null, sysdtm: null, handover: null };
    expect(advance(awaiting, fact)).toBe(awaiting);
  });

  it("keeps the code that the customer is looking at when an enquiry only says that it is open", () => {
    const shown = fold([FACTS[1]]);
    expect(advance(shown, { is: "open", syssn: "S2", sysdtm: SYSDTM })).toBe(shown);
  });

  it("dates a payment by sysdtm where paydtm was not said", () => {
    expect(advance({ at: "submitted" }, { ...paid, paydtm: null })).toMatchObject({ paydtm: SYSDTM });
  });
});
