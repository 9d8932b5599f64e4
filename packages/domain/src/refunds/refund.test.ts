import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advanceRefund,
  createRefundSchema,
  hearRefund,
  isAtQfpay,
  isRefundOpen,
  mayBeWithdrawn,
  placeOf,
  type Refund,
  type RefundFact,
  type RefundState,
  type RefundStateName,
  sentNow,
} from "./index.ts";
import { aRefund, NOW, planAt } from "./testing/refund.ts";

const RANK = {
  awaiting_approval: 0,
  queued: 1,
  submitted: 2,
  processing: 3,
  failed: 4,
  declined: 4,
  refunded: 5,
} satisfies Record<RefundStateName, number>;
const refunded: RefundFact = { is: "refunded", syssn: "R1", sysdtm: NOW };
const states = fc.constantFrom<RefundState>(
  { at: "awaiting_approval" },
  { at: "queued" },
  { at: "submitted" },
  { at: "processing", syssn: null },
  { at: "failed", respcd: "1269" },
  { at: "declined" },
  { at: "refunded", syssn: "R1", sysdtm: NOW },
);
const facts = fc.array(
  fc.constantFrom<RefundFact>(
    refunded,
    { is: "processing", syssn: "R1" },
    { is: "processing", syssn: null },
    { is: "failed", respcd: "1272" },
    { is: "refused_for_now", respcd: "1269" },
    { is: "refused_for_now", respcd: "1265" },
    { is: "absent" },
    { is: "unclear" },
  ),
  { maxLength: 50 },
);
const fold = (first: RefundState, heard: readonly RefundFact[]) => heard.reduce<RefundState>(advanceRefund, first);

describe("a refund that hears of itself", () => {
  it("climbs and never falls", () => {
    fc.assert(
      fc.property(states, facts, (first, heard) => {
        const steps = heard.map((_fact, count) => fold(first, heard.slice(0, count + 1)));
        const ranks = [first, ...steps].map((state) => RANK[state.at]);
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });

  it("ends refunded wherever money went back, in any order and however often anything is repeated", () => {
    fc.assert(
      fc.property(states, facts, facts, (first, before, after) => {
        expect(fold(first, [...before, refunded, ...after]).at).toBe("refunded");
      }),
    );
  });

  it("keeps its number, its amount and its place in the plan: sent, asked about, or at an end, never two at once", () => {
    fc.assert(
      fc.property(facts, (heard) => {
        const first = aRefund({ state: { at: "submitted" }, sends: 1, nextEnquiryAt: NOW });
        const last = heard.reduce<Refund>((refund, fact) => hearRefund(refund, fact, planAt(NOW)), first);
        expect([last.outTradeNo, last.amount, last.sends]).toEqual([first.outTradeNo, first.amount, 1]);
        expect(last.nextSendAt !== null).toBe(last.waitsBecause !== null);
        expect([last.nextSendAt, last.nextEnquiryAt].filter((at) => at !== null)).toHaveLength(isRefundOpen(last) ? 1 : 0);
      }),
    );
  });
});

describe("a refund that QFPay does not take now", () => {
  const sent = aRefund({ state: { at: "submitted" }, sends: 1, nextEnquiryAt: NOW });
  it("waits under its number, says why, and can be taken back meanwhile", () => {
    const waiting = hearRefund(sent, { is: "refused_for_now", respcd: "1269" }, planAt(NOW));
    expect(waiting).toMatchObject({ state: { at: "submitted" }, waitsBecause: "1269", nextEnquiryAt: null, outTradeNo: sent.outTradeNo });
    expect([isAtQfpay(waiting), mayBeWithdrawn(waiting), placeOf(waiting)]).toEqual([false, true, "waiting"]);
    expect(hearRefund(waiting, { is: "refused_for_now", respcd: "1269" }, planAt(NOW))).toBe(waiting);
  });

  it("fails with QFPay's own reason when it was tried for long enough", () => {
    const late = planAt(new Date(NOW.getTime() + 5 * 86_400_000));
    expect(hearRefund(sent, { is: "refused_for_now", respcd: "1269" }, late)).toMatchObject({
      state: { at: "failed", respcd: "1269" },
      nextSendAt: null,
      nextEnquiryAt: null,
    });
  });

  it("is sent again at once when it was lost on the way, later when it is lost again, and fails at last", () => {
    const lost = hearRefund(sent, { is: "absent" }, planAt(NOW));
    expect(lost).toMatchObject({ waitsBecause: "no_answer", nextSendAt: NOW, state: { at: "submitted" } });
    const again = sentNow(lost, NOW, NOW);
    expect(again).toMatchObject({ sends: 2, waitsBecause: null, nextSendAt: null, enquiries: 0 });
    expect(hearRefund(again, { is: "absent" }, planAt(NOW)).nextSendAt?.getTime()).toBeGreaterThan(NOW.getTime());
    const late = planAt(new Date(NOW.getTime() + 5 * 86_400_000));
    expect(hearRefund(again, { is: "absent" }, late).state).toEqual({ at: "failed", respcd: "absent" });
  });

  it("belongs to QFPay from the sending on, and can not be taken back then", () => {
    expect([isAtQfpay(sent), mayBeWithdrawn(sent), placeOf(sent)]).toEqual([true, false, "under_way"]);
    const done = aRefund({ state: { at: "refunded", syssn: "R1", sysdtm: NOW } });
    expect([mayBeWithdrawn(done), placeOf(done)]).toEqual([false, "done"]);
    expect(mayBeWithdrawn(aRefund({ state: { at: "awaiting_approval" } }))).toBe(true);
  });
});

describe("what staff ask to give back", () => {
  const asked = {
    requestId: "7f1d4c3e-9b1f-4a53-8a53-0d3f6f6c1d11",
    paymentId: "7f1d4c3e-9b1f-4a53-8a53-0d3f6f6c1d12",
    amount: "1.00",
    reason: "returned goods",
  };
  it.each([
    [{ reason: "   " }, "reason", "required"],
    [{ reason: undefined }, "reason", "required"],
    [{ reason: "x".repeat(201) }, "reason", "too_long"],
    [{ reason: "x\u0000" }, "reason", "special_characters"],
    [{ paymentId: "1" }, "paymentId", "not_a_uuid"],
    [{ requestId: "' OR 1=1" }, "requestId", "not_a_uuid"],
    [{ amount: 1 }, "amount", "required"],
  ])("is told which field is at fault: %j", (over, field, fault) => {
    const read = createRefundSchema.safeParse({ ...asked, ...over });
    expect(read.error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([[field, fault]]);
  });
  it("is read as it was typed, its amount in the payment's own currency", () => {
    expect(createRefundSchema.parse(asked)).toEqual(asked);
  });
});
