import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientOf, NOW } from "../testing/client.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());
beforeEach(() => void server.seen.splice(0));

const asked = { syssn: "20260302000200020000000001", outTradeNo: "RF1", amount: { minor: 100n, currency: "HKD" }, txdtm: NOW } as const;

describe("a refund", () => {
  it("names the payment by QFPay's number and itself by a number of its own", async () => {
    server.says({
      respcd: "0000",
      syssn: "20260302000300020000000009",
      orig_syssn: asked.syssn,
      out_trade_no: "RF1",
      txamt: "100",
      txcurrcd: "HKD",
      sysdtm: "2026-03-02 09:15:02",
      cash_refund_fee: "92",
      cash_refund_fee_type: "CNY",
      cash_fee: "0",
    });
    const answer = await clientOf(server.base).client.refundPayment({ ...asked, udid: "till-07", txzone: "+0800" });
    expect(answer).toMatchObject({
      kind: "accepted",
      value: {
        syssn: "20260302000300020000000009",
        origSyssn: asked.syssn,
        amount: asked.amount,
        sysdtm: new Date("2026-03-02T01:15:02Z"),
        cashRefundFee: "92",
        cashRefundFeeType: "CNY",
        cashFee: null,
      },
    });
    expect(server.seen[0]).toMatchObject({ method: "POST", path: "/trade/v1/refund" });
    expect(server.seen[0]?.params).toEqual({
      syssn: asked.syssn,
      out_trade_no: "RF1",
      txamt: "100",
      txdtm: "2026-03-02 09:15:00",
      udid: "till-07",
      txzone: "+0800",
    });
  });

  it("under way keeps the number to ask about", async () => {
    server.says({ respcd: "1145", syssn: "20260302000300020000000009", orig_syssn: asked.syssn });
    expect(await clientOf(server.base).client.refundPayment(asked)).toMatchObject({
      kind: "pending",
      code: "1145",
      echo: { syssn: "20260302000300020000000009" },
    });
  });

  it.each([
    ["1269", { kind: "rejected", reason: "refusedForNow", again: "later" }],
    ["1272", { kind: "rejected", reason: "final", again: "never" }],
    ["1261", { kind: "rejected", reason: "state" }],
    ["1264", { kind: "unknown", cause: { reason: "code", code: "1264", listed: true } }],
    ["2011", { kind: "unknown", cause: { reason: "code", code: "2011", listed: true } }],
    ["2999", { kind: "pending", code: "2999" }],
  ])("takes %s for %j", async (respcd, expected) => {
    server.says({ respcd });
    expect(await clientOf(server.base).client.refundPayment(asked)).toMatchObject(expected);
  });

  it.each([
    ["amount.minor", { amount: { minor: 0n, currency: "HKD" as const } }],
    ["syssn", { syssn: "1,2" }],
    ["outTradeNo", { outTradeNo: "RF 1" }],
  ])("is refused before anything is sent, naming %s", async (field, wrong) => {
    await expect(clientOf(server.base).client.refundPayment({ ...asked, ...wrong })).rejects.toMatchObject({
      name: "InvalidRequest",
      field,
    });
    expect(server.seen).toHaveLength(0);
  });
});
