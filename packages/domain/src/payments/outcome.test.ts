import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "../money/index.ts";
import type { OrderState } from "../orders/index.ts";
import { type Attempt, caseOfMoney, type Lateness, latenessOf, orderOutcome, type PaymentState, paymentOutcome } from "./index.ts";

const NOW = new Date("2026-03-10T10:00:00+08:00");
const after = (ms: number) => new Date(NOW.getTime() + ms);
const hkd = (minor: bigint) => money(minor, "HKD");
const paid: PaymentState = { at: "paid", syssn: "S1", sysdtm: NOW, paydtm: NOW, chnlsn: null };
const awaiting: PaymentState = { at: "awaiting", syssn: "S1", sysdtm: NOW, handover: null };

function attempt(over: Partial<Attempt> = {}): Attempt {
  return {
    id: "one",
    state: paid,
    amount: hkd(8_800n),
    expiresAt: after(60_000),
    needsPersonAt: null,
    late: null,
    refunded: hkd(0n),
    ...over,
  };
}
const outcomeOf = (over: Partial<Attempt>, paidPaymentId: string | null = "one") => paymentOutcome(attempt(over), { paidPaymentId }, NOW);
const twin = (over: Partial<Attempt> = {}) => attempt({ id: "twin", ...over });

describe("what became of an attempt", () => {
  it.each<[string, Partial<Attempt>, object]>([
    ["sent and not answered", { state: { at: "submitted" } }, { is: "unclear" }],
    ["being shown", { state: awaiting }, { is: "waiting" }],
    ["shown until its time was over, without a word since", { state: awaiting, expiresAt: NOW }, { is: "unclear" }],
    ["asked about to the end of the plan", { state: awaiting, expiresAt: NOW, needsPersonAt: NOW }, { is: "needs_person" }],
    ["refused", { state: { at: "failed", respcd: "1201" } }, { is: "failed" }],
    ["run out", { state: { at: "expired" } }, { is: "expired" }],
    ["closed", { state: { at: "cancelled" } }, { is: "cancelled" }],
    ["paid", {}, { is: "paid", late: null }],
    ["paid after its time", { late: "after_expiry" }, { is: "paid_late", late: "after_expiry" }],
    ["paid in part given back", { refunded: hkd(8_799n) }, { is: "partly_refunded", late: null }],
    ["paid late and given back", { late: "after_cancel", refunded: hkd(8_800n) }, { is: "refunded", late: "after_cancel" }],
  ])("%s", (_what, over, expected) => {
    expect(outcomeOf(over)).toEqual(expected);
  });

  it("is a twin when another payment counts, until it has gone back", () => {
    expect(outcomeOf({}, "another")).toEqual({ is: "twin", late: null });
    expect(outcomeOf({ refunded: hkd(1n) }, "another")).toEqual({ is: "twin", late: null });
    expect(outcomeOf({ refunded: hkd(8_800n) }, "another")).toEqual({ is: "refunded", late: null });
  });
});

describe("what became of an order", () => {
  const of = (state: OrderState, attempts: readonly Attempt[]) =>
    orderOutcome({ state, paidPaymentId: state === "paid" ? "one" : null }, attempts, NOW);

  it.each<[string, OrderState, Attempt[], object]>([
    ["nobody tried to pay it", "open", [], { is: "open" }],
    ["its code is on the screen", "open", [attempt({ state: awaiting })], { is: "open" }],
    ["its attempt was refused, so there may be another", "open", [attempt({ state: { at: "failed", respcd: "1201" } })], { is: "open" }],
    ["its call was not answered", "open", [attempt({ state: { at: "submitted" } })], { is: "unclear" }],
    ["it was cancelled while QFPay was silent", "cancelled", [attempt({ state: awaiting, expiresAt: NOW })], { is: "unclear" }],
    ["nobody can say", "expired", [attempt({ state: awaiting, needsPersonAt: NOW })], { is: "needs_person" }],
    ["it ran out", "expired", [attempt({ state: { at: "expired" } })], { is: "expired" }],
    ["it was cancelled", "cancelled", [attempt({ state: { at: "cancelled" } })], { is: "cancelled" }],
    ["it was paid", "paid", [attempt()], { is: "paid", late: null }],
    ["it was paid, and another attempt is unclear", "paid", [attempt(), twin({ state: { at: "submitted" } })], { is: "paid", late: null }],
    ["it was paid late", "paid", [attempt({ late: "after_giving_up" })], { is: "paid_late", late: "after_giving_up" }],
    ["it was paid twice", "paid", [attempt(), twin()], { is: "paid_twice", late: null }],
    ["the second payment went back", "paid", [attempt(), twin({ refunded: hkd(8_800n) })], { is: "paid", late: null }],
    ["both went back", "paid", [attempt({ refunded: hkd(8_800n) }), twin({ refunded: hkd(8_800n) })], { is: "refunded", late: null }],
    ["the first went back and the twin did not", "paid", [attempt({ refunded: hkd(8_800n) }), twin()], { is: "paid_twice", late: null }],
    ["part of it went back", "paid", [attempt({ refunded: hkd(1n) })], { is: "partly_refunded", late: null }],
  ])("%s", (_what, state, attempts, expected) => {
    expect(of(state, attempts)).toEqual(expected);
  });

  it("is never called unpaid where money counts, whatever the other attempts", () => {
    const states = fc.constantFrom<PaymentState>({ at: "submitted" }, awaiting, { at: "expired" }, { at: "cancelled" }, paid);
    const others = fc.array(fc.record({ state: states, needsPersonAt: fc.constantFrom(null, NOW) }), { maxLength: 5 });
    fc.assert(
      fc.property(others, (others) => {
        const attempts = [...others.map((over, index) => attempt({ ...over, id: `other ${index}` })), attempt()];
        expect(["paid", "paid_twice"]).toContain(of("paid", attempts).is);
      }),
    );
  });
});

describe("money that arrives", () => {
  it.each<[PaymentState, Date | null, OrderState, Lateness | null]>([
    [awaiting, null, "open", null],
    [{ at: "submitted" }, null, "open", null],
    [awaiting, null, "paid", null], // a twin, and in time
    [{ at: "expired" }, null, "open", "after_expiry"],
    [awaiting, null, "expired", "after_expiry"],
    [{ at: "cancelled" }, null, "open", "after_cancel"],
    [awaiting, null, "cancelled", "after_cancel"],
    [{ at: "expired" }, null, "cancelled", "after_cancel"],
    [{ at: "failed", respcd: "absent" }, null, "open", "after_giving_up"],
    [{ at: "failed", respcd: "person" }, null, "expired", "after_giving_up"],
    [awaiting, NOW, "expired", "after_giving_up"],
  ])("on an attempt that is %j, given to a person %j, of an order that is %s is late: %j", (state, needsPersonAt, order, late) => {
    expect(latenessOf({ state, needsPersonAt }, { state: order })).toBe(late);
  });

  it.each<[OrderState, Lateness | null, string | null]>([
    ["open", null, null],
    ["open", "after_expiry", "paid_late"],
    ["cancelled", "after_cancel", "paid_late"],
    ["paid", null, "twin"],
    ["paid", "after_expiry", "twin"],
  ])("for an order that is %s, late %j, opens the case %j", (state, late, kind) => {
    expect(caseOfMoney({ state }, late)).toBe(kind);
  });
});
