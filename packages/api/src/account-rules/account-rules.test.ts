import { brokenInvariants } from "@tillbook/db/invariants";
import { brokenAfter, useTestDatabase } from "@tillbook/db/testing";
import { addDays } from "@tillbook/domain/time";
import { describe, expect, it } from "vitest";
import { readApprovals } from "../desk/read-approvals.ts";
import { readChecklist, readDay } from "../reconciliation/index.ts";
import { as, close, onDay, run, twoPeople } from "../reconciliation/testing/people.ts";
import { type BooksContext, importStatement, withdrawProposal } from "../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn, withRole } from "../settlement/testing/books.ts";
import { approveRules, declineRules, proposeRules, readRules } from "./index.ts";

const test = useTestDatabase();
const RATE = { set: "settlement", changes: { fee: { rate: "0.6%" } }, reason: "new contract" } as const;

/** Anna and Ben at a desk whose rules are those that are kept, as every call finds them. */
async function desk() {
  const { anna, ben } = await twoPeople(test.db);
  await anna.db.unitOfWork((tx) => tx.rules.putInForce(anna.account.id, "settlement", { fee: { rate: "0.80%" } }));
  return { anna: await anew(anna), ben: await anew(ben) };
}

async function anew(ctx: BooksContext): Promise<BooksContext> {
  const account = await ctx.db.read.accounts.byId(ctx.account.id);
  if (account === null) throw new Error("the account is gone");
  return { ...ctx, account: { ...account, mchid: "SHOP1" } };
}

describe("other rules", () => {
  it("are in force once a second person has agreed, and history says who wanted what and why", async () => {
    const { anna, ben } = await desk();
    const { proposalId } = await proposeRules(anna, RATE);
    const change = { setting: "fee.rate", before: "0.8%", after: "0.6%" };
    expect(await readRules(ben, { set: "settlement" })).toMatchObject({
      rules: { fee: { rate: "0.8%" } },
      waiting: { proposalId, maker: "staff:anna", isOwn: false, reason: "new contract", changes: [change] },
      history: [],
    });
    expect(await readApprovals(ben)).toMatchObject([{ kind: "rules", subject: "settlement", isOwn: false }]);
    await approveRules(ben, { proposalId });
    const { rules, ruleVersion, waiting, history } = await readRules(anna, { set: "settlement" });
    expect(rules.fee).toMatchObject({ rate: "0.6%", rounding: "HALF_UP" });
    expect(waiting).toBeNull();
    expect(history).toMatchObject([{ maker: "staff:anna", checker: "staff:ben", reason: "new contract", changes: [change], ruleVersion }]);
    expect((await anew(anna)).account.settlementRules).toMatchObject({ fee: { rate: "0.6%" } });
  });

  it("stay as they were agreed upon, or the nightly look at the books says so", async () => {
    const { anna, ben } = await desk();
    await approveRules(ben, await proposeRules(anna, RATE));
    expect(await brokenInvariants(test.db.read.sql)).toEqual([]);
    const broken = await brokenAfter(test.db, (sql) => sql(`UPDATE "MerchantAccount" SET "settlementRules" = '{}'`));
    expect(broken.map(({ name }) => name)).toContain("rules_are_as_agreed");
  });

  it("make an open day stale: it is run again before it is closed, and the run names the rules", async () => {
    const { anna, ben } = await desk();
    await takeIn(anna, sold("P1"));
    await importStatement(anna, { name: "day.csv", bytes: statement(row({ syssn: "P1" })) });
    await run(anna, DAY);
    expect(await readDay(anna, { settleDay: DAY })).toMatchObject({ isStale: false });
    await approveRules(ben, await proposeRules(anna, RATE));
    const later = onDay(await anew(anna), NEXT_DAY);
    expect(await readDay(later, { settleDay: DAY })).toMatchObject({ isStale: true });
    expect((await readChecklist(later, { settleDay: DAY })).filter(({ isMet }) => !isMet)).toMatchObject([{ code: "FRESH_RUN" }]);
    const again = await run(later, DAY);
    expect(again.broken).toMatchObject([{ codes: ["FEE_MISMATCH"] }]);
    expect(again.rule_version).toBe((await readRules(later, { set: "settlement" })).ruleVersion);
  });

  it("of refunds change by themselves", async () => {
    const { anna, ben } = await desk();
    await approveRules(
      ben,
      await proposeRules(anna, { set: "refunds", changes: { approvalAbove: { HKD: "500" } }, reason: "smaller limit" }),
    );
    const { rules, history } = await readRules(anna, { set: "refunds" });
    expect(rules).toMatchObject({ approvalAbove: { HKD: "500.00" }, maximumAgeDays: 365 });
    expect(history).toMatchObject([{ ruleVersion: null }]);
    expect((await readRules(anna, { set: "settlement" })).history).toEqual([]);
  });

  it("are refused by a second person with a reason, or taken back by the first, and nothing changes", async () => {
    const { anna, ben } = await desk();
    await declineRules(ben, { ...(await proposeRules(anna, RATE)), note: "not signed yet" });
    await withdrawProposal(anna, await proposeRules(anna, RATE));
    expect(await readRules(anna, { set: "settlement" })).toMatchObject({ rules: { fee: { rate: "0.8%" } }, waiting: null, history: [] });
  });

  it("are agreed upon by nobody alone, by no program, and one wish at a time", async () => {
    const { anna, ben } = await desk();
    const proposal = await proposeRules(anna, RATE);
    await expect(approveRules(anna, proposal)).rejects.toMatchObject({ code: "own_request" });
    await expect(approveRules(as(anna, "anna", "owner"), proposal)).rejects.toMatchObject({ code: "own_request" });
    await expect(proposeRules(ben, RATE)).rejects.toMatchObject({ code: "changed_meanwhile" });
    await expect(proposeRules(withRole(anna, "cashier"), RATE)).rejects.toMatchObject({ code: "not_allowed" });
    const program: BooksContext = { ...ben, actor: { kind: "system", name: "job" } };
    await expect(approveRules(program, proposal)).rejects.toMatchObject({ code: "not_allowed" });
    await approveRules(ben, proposal);
    await expect(approveRules(ben, proposal)).rejects.toMatchObject({ code: "changed_meanwhile" });
  });

  it("are void when others came into force since they were asked for", async () => {
    const { anna, ben } = await desk();
    const proposal = await proposeRules(anna, RATE);
    await anna.db.unitOfWork((tx) => tx.rules.putInForce(anna.account.id, "settlement", { fee: { rate: "0.70%" } }));
    await expect(approveRules(ben, proposal)).rejects.toMatchObject({ code: "changed_meanwhile" });
    expect(await readRules(anna, { set: "settlement" })).toMatchObject({ rules: { fee: { rate: "0.7%" } }, waiting: null });
  });

  it.each([
    [{ fee: { rate: "much" } }, "rules.fee.rate", "not_accepted"],
    [{ nothing: 1 }, "rules.nothing", "not_accepted"],
    [{ fee: { rate: "0.80%" } }, "rules", "nothing_changed"],
  ])("are refused by name: %j", async (changes, field, fault) => {
    const { anna } = await desk();
    await expect(proposeRules(anna, { ...RATE, changes })).rejects.toMatchObject({ code: "invalid_input", fields: [{ field, fault }] });
  });

  it("move no transaction between a closed day and an open one", async () => {
    const { anna, ben } = await desk();
    await takeIn(anna, sold("P1"), sold("P2", { time: `${DAY} 22:30:00` }));
    await importStatement(anna, { name: "day.csv", bytes: statement(row({ syssn: "P1" }), row({ syssn: "P2" })) });
    await run(anna, DAY);
    await close({ anna, ben }, DAY);
    const cutoff = (at: string) => ({ set: "settlement", changes: { cutoff: at }, reason: "as QFPay says" }) as const;
    await expect(proposeRules(anna, cutoff("22:00:00"))).rejects.toMatchObject({
      code: "day_closed",
      fields: [{ field: "rules.cutoff", fault: "moves_closed", params: { day: DAY, count: "1" } }],
    });
    const proposal = await proposeRules(anna, cutoff("23:00:00"));
    await takeIn(anna, sold("P3", { time: `${addDays(DAY, -1)} 23:30:00` }));
    await expect(approveRules(ben, proposal)).rejects.toMatchObject({ code: "day_closed" });
  });
});
