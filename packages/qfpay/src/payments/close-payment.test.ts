import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { digestParams } from "../signing/index.ts";
import { clientOf, KEY, NOW } from "../testing/client.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());
beforeEach(() => void server.seen.splice(0));

const unpaid = { outTradeNo: "ORD1", amount: { minor: 301n, currency: "HKD" }, txdtm: NOW } as const;

it("closes an unpaid payment by our number, by POST to /close", async () => {
  server.says({
    respcd: "0000",
    syssn: "20260302000200020000000009",
    orig_syssn: "20260302000200020000000001",
    out_trade_no: "ORD1",
    txamt: "301",
  });
  const answer = await clientOf(server.base, { mchid: "M1" }).client.closePayment(unpaid);
  expect(answer).toMatchObject({
    kind: "accepted",
    value: { syssn: "20260302000200020000000009", origSyssn: "20260302000200020000000001" },
  });
  expect(server.seen[0]).toMatchObject({ method: "POST", path: "/trade/v1/close" });
  expect(server.seen[0]?.params).toEqual({ out_trade_no: "ORD1", txamt: "301", txdtm: "2026-03-02 09:15:00", mchid: "M1" });
});

it.each([
  ["close POST", "POST /trade/v1/close"],
  ["close GET", "GET /trade/v1/close"],
  ["reversal POST", "POST /trade/v1/reversal"],
  ["reversal GET", "GET /trade/v1/reversal"],
] as const)("closes as the account's setting says, signing the same way: %s", async (closing, expected) => {
  server.says({ respcd: "0000" });
  const answer = await clientOf(server.base, { closing }).client.closePayment({ ...unpaid, syssn: "20260302000200020000000001" });
  const [sent] = server.seen;
  expect(`${sent?.method} ${sent?.path}`).toBe(expected);
  expect(sent?.params["txdtm"]).toBe("2026-03-02 09:15:00");
  expect(sent?.headers["x-qf-sign"]).toBe(digestParams(sent?.params ?? {}, KEY, "SHA256"));
  expect(answer).toMatchObject({ kind: "accepted", sent: { operation: "close", method: sent?.method, path: sent?.path } });
});

it("sends nothing for an account whose orders cannot be closed, and says so", async () => {
  const { client, events } = clientOf(server.base, { closing: "cannot" });
  expect(await client.closePayment(unpaid)).toMatchObject({ kind: "cannot", sent: null, raw: null, httpStatus: null });
  expect(server.seen).toHaveLength(0);
  expect(events).toHaveLength(0);
});

it("needs one of the two numbers", async () => {
  const { outTradeNo: _, ...nameless } = unpaid;
  await expect(clientOf(server.base).client.closePayment(nameless)).rejects.toMatchObject({ name: "InvalidRequest", field: "syssn" });
});
