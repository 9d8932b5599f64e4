import { aTransaction, NOW, useTestDatabase } from "@tillbook/db/testing";
import { money } from "@tillbook/domain/money";
import { describe, expect, it } from "vitest";
import { requestRefund } from "./create-refund.ts";
import { approveRequest, declineRefund, takeBackRefund } from "./decide-refund.ts";
import type { DecidingContext } from "./rules.ts";
import { peopleAt, wish } from "./testing/people.ts";

const database = useTestDatabase();
const read = async (ctx: DecidingContext, id: string) => {
  const refund = await ctx.db.read.refunds.byId(ctx.account.id, id);
  if (!refund) throw new Error("the refund vanished");
  return refund;
};
const deeds = async (id: string) => (await database.db.read.audit.of([id])).map(({ action, actor }) => [action, actor]);

describe("a refund above the limit", () => {
  it("waits for a second person, and is queued by their yes", async () => {
    const { cashier, finance, payment } = await peopleAt(database.db);
    const { refund } = await requestRefund(cashier, wish((await payment()).id, "50.01"));
    expect(refund).toMatchObject({ state: { at: "awaiting_approval" }, nextSendAt: null });
    const approved = await approveRequest(finance, { refundId: refund.id, note: "seen the goods" });
    expect(approved).toMatchObject({ state: { at: "queued" }, decidedBy: "staff:yee", decisionNote: "seen the goods" });
    expect(await read(cashier, refund.id)).toMatchObject({ state: { at: "queued" }, decidedBy: "staff:yee", decidedAt: NOW });
    expect(await deeds(refund.id)).toEqual([
      ["refund.requested", "staff:ming"],
      ["refund.approved", "staff:yee"],
    ]);
  });

  it("needs nobody at the limit, but counts what one person asked for of the payment before", async () => {
    const { cashier, finance, payment } = await peopleAt(database.db);
    const { id } = await payment();
    expect((await requestRefund(cashier, wish(id, "50.00"))).refund.state.at).toBe("queued");
    const sliced = await requestRefund(cashier, wish(id, "0.01"));
    expect(sliced.refund.state.at).toBe("awaiting_approval");
    await approveRequest(finance, { refundId: sliced.refund.id });
    expect((await requestRefund(finance, wish(id, "0.01"))).refund.state.at).toBe("awaiting_approval");
  });

  it("waits for a person when a program asks for it, and no program decides", async () => {
    const { program, owner, payment } = await peopleAt(database.db);
    const { refund } = await requestRefund(program, wish((await payment()).id, "99.00"));
    expect(refund).toMatchObject({ state: { at: "awaiting_approval" }, requestedBy: "api:key1" });
    await expect(approveRequest(program, { refundId: refund.id })).rejects.toMatchObject({ code: "not_allowed" });
    expect((await approveRequest(owner, { refundId: refund.id })).state.at).toBe("queued");
  });

  it("is approved by nobody who asked for it, whatever their role; the database says so too", async () => {
    const { owner, payment } = await peopleAt(database.db);
    const { refund } = await requestRefund(owner, wish((await payment()).id, "60.00"));
    await expect(approveRequest(owner, { refundId: refund.id })).rejects.toMatchObject({ code: "own_request" });
    await expect(declineRefund(owner, { refundId: refund.id, note: "no" })).rejects.toMatchObject({ code: "own_request" });
    await expect(
      database.db.read.sql(`UPDATE "Refund" SET "state" = 'queued', "decidedBy" = "requestedBy" WHERE "id" = $1`, [refund.id]),
    ).rejects.toMatchObject({ constraint: "nobody_approves_their_own_refund" });
  });

  it("is decided by nobody without the right, and by nobody of another account", async () => {
    const { owner, cashier, payment } = await peopleAt(database.db);
    const { refund } = await requestRefund(owner, wish((await payment()).id, "60.00"));
    await expect(approveRequest(cashier, { refundId: refund.id })).rejects.toMatchObject({ code: "not_allowed" });
    const { finance: stranger } = await peopleAt(database.db);
    await expect(approveRequest(stranger, { refundId: refund.id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is decided once, when two people press at the same moment", async () => {
    const { cashier, finance, owner, payment } = await peopleAt(database.db);
    const { refund } = await requestRefund(cashier, wish((await payment()).id, "60.00"));
    const both = await Promise.allSettled([
      approveRequest(finance, { refundId: refund.id }),
      declineRefund(owner, { refundId: refund.id, note: "not ours" }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await deeds(refund.id)).toHaveLength(2);
  });

  it("is looked at again when it is approved: what was given back elsewhere meanwhile counts", async () => {
    const { cashier, finance, payment, account } = await peopleAt(database.db);
    const { id } = await payment();
    const { refund } = await requestRefund(cashier, wish(id, "60.00"));
    const outside = { kind: "refund", amount: money(-5_000n, "HKD"), paymentId: id } as const;
    await database.db.read.transactions.upsert(aTransaction(account.id, outside), NOW);
    await expect(approveRequest(finance, { refundId: refund.id })).rejects.toMatchObject({ code: "refund_too_large" });
    expect((await read(finance, refund.id)).state.at).toBe("awaiting_approval");
    await declineRefund(finance, { refundId: refund.id, note: "given back in the portal" });
    expect(await read(finance, refund.id)).toMatchObject({ state: { at: "declined" }, decisionNote: "given back in the portal" });
  });
});

describe("taking a refund back", () => {
  it("is its maker's right while it waits, and frees the money", async () => {
    const { cashier, finance, payment } = await peopleAt(database.db);
    const { id } = await payment();
    const { refund } = await requestRefund(cashier, wish(id, "100.00"));
    await expect(requestRefund(cashier, wish(id, "1.00"))).rejects.toMatchObject({ code: "refund_too_large" });
    await expect(takeBackRefund(finance, { refundId: refund.id })).rejects.toMatchObject({ code: "not_allowed" });
    await takeBackRefund(cashier, { refundId: refund.id });
    expect((await read(cashier, refund.id)).state.at).toBe("declined");
    expect((await requestRefund(cashier, wish(id, "100.00"))).isNew).toBe(true);
    await expect(takeBackRefund(cashier, { refundId: refund.id })).rejects.toMatchObject({ code: "changed_meanwhile" });
  });

  it("comes too late once QFPay may have it, and not while QFPay refuses it for now", async () => {
    const { cashier, owner, payment } = await peopleAt(database.db);
    const { refund } = await requestRefund(cashier, wish((await payment()).id, "10.00"));
    const sent = { ...refund, state: { at: "submitted" }, sends: 1, nextSendAt: null, nextEnquiryAt: NOW } as const;
    await database.db.read.refunds.save(sent, null);
    await expect(takeBackRefund(cashier, { refundId: refund.id })).rejects.toMatchObject({ code: "changed_meanwhile" });
    await database.db.read.refunds.schedule({ ...sent, waitsBecause: "1269", nextSendAt: NOW, nextEnquiryAt: null }, "1269");
    await takeBackRefund(owner, { refundId: refund.id }); // who may decide may stop it too
    expect(await read(owner, refund.id)).toMatchObject({ state: { at: "declined" }, nextSendAt: null });
  });
});
