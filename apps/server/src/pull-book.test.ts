import { useTestDatabase } from "@tillbook/db/testing";
import { addDays, settlementDaySchema } from "@tillbook/domain/time";
import type { QfpayClient } from "@tillbook/qfpay/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openRefundDesk, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
const YESTERDAY = settlementDaySchema.parse("2026-03-09");
const TODAY = addDays(YESTERDAY, 1);
const SOLD = 130;
let world: World;
let till: QfpayClient;
let finance: Desk;

/** Another program of the merchant's takes money at QFPay, of which nobody tells us. */
async function sold(count: number, name: string): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const outTradeNo = `${name}${n}`;
    await till.createQrPayment({ outTradeNo, amount: { minor: 1_000n + BigInt(n), currency: "HKD" }, txdtm: world.now() });
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: outTradeNo });
  }
}
const pull = (over: object = {}) => finance.trpc.settlement.pull.mutate({ first: YESTERDAY, last: YESTERDAY, ...over });
const transactions = async () => (await world.db.read.sql(`SELECT "syssn" FROM "Transaction"`)).length;
const enquiries = async () => (await world.db.read.sql(`SELECT 1 FROM "AuditEntry" WHERE "action" = 'book.pulled'`)).length;

/** A merchant who has sold for a day without us, and starts with us this morning. */
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date(`${YESTERDAY}T12:00:00+08:00`) });
  till = (await openRefundDesk(world)).portal;
  finance = await world.signIn("finance");
  const silence = { match: { operation: "notification", chance: 1 }, action: { loseNotification: true } };
  await world.simulator.control("POST", "/control/faults", silence);
  await sold(SOLD, "EARLIER");
  const back = { syssn: (await world.simulator.book())[0]?.syssn ?? "", outTradeNo: "BACK1" };
  await till.refundPayment({ ...back, amount: { minor: 300n, currency: "HKD" }, txdtm: world.now() });
  await world.setClock(new Date(`${TODAY}T09:00:00+08:00`));
});
afterAll(() => world.stop());

describe("a merchant who starts today", () => {
  it("is left where QFPay fell silent, with every page that had come", async () => {
    const broken = { match: { operation: "query", nth: 2 }, action: { httpStatus: 503 } };
    await world.simulator.control("POST", "/control/faults", broken);
    const pulled = await pull();
    expect(pulled).toMatchObject({ pages: 1, rows: 100, news: 100, isSilent: true, next: { settleDay: YESTERDAY, page: 2 } });
    expect(await transactions()).toBe(100);
    expect(await pull({ from: pulled.next })).toEqual({ pages: 1, rows: 31, news: 31, next: null, isSilent: false });
    expect(await transactions()).toBe(SOLD + 1);
  });

  it("reconciles yesterday from what was pulled", async () => {
    await finance.upload("yesterday.csv", await world.simulator.statement(YESTERDAY));
    await finance.trpc.reconciliation.run.mutate({ settleDay: YESTERDAY });
    const document = await finance.trpc.reconciliation.document.query({ settleDay: YESTERDAY });
    expect(document?.matched).toHaveLength(SOLD + 1);
    expect(document).toMatchObject({ broken: [], carried: [], proofs: { file: "0.00", day: "0.00", balance: "0.00" } });
  });

  it("learns nothing new by asking again, and takes in what came since", async () => {
    expect(await pull()).toEqual({ pages: 2, rows: SOLD + 1, news: 0, next: null, isSilent: false });
    await sold(2, "NEW");
    expect(await pull({ last: TODAY })).toMatchObject({ rows: SOLD + 3, news: 2, next: null });
    expect(await enquiries()).toBe(4);
  });

  it("asks for a month in a day's steps, each within one calendar month", async () => {
    expect(await pull({ first: "2026-02-08", last: TODAY })).toMatchObject({ pages: 20, news: 0, isSilent: false, next: { page: 1 } });
  });

  it.each([
    ["days to come", { last: "2026-03-11" }, "not_yet"],
    ["an end before its beginning", { last: "2026-03-01" }, "before_first"],
    ["more than a month at once", { first: "2026-01-01" }, "too_many_days"],
    ["a position of other days", { from: { settleDay: "2026-03-01", start: "2026-02-28T16:00:00.000Z", page: 1 } }, "not_a_position"],
  ])("refuses %s", async (_what, asked, fault) => {
    await expect(pull(asked)).rejects.toMatchObject({ data: { fields: [{ fault }] } });
  });

  it("leaves it to those who reconcile", async () => {
    const cashier = await world.signIn("cashier");
    await expect(cashier.trpc.settlement.pull.mutate({ first: YESTERDAY, last: YESTERDAY })).rejects.toMatchObject({
      data: { code: "FORBIDDEN" },
    });
  });
});
