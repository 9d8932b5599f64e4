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

it("reverses, or closes by GET, when told so, signing the same way", async () => {
  server.says({ respcd: "0000" });
  const { client } = clientOf(server.base, { closeMethod: "GET" });
  await client.closePayment({ ...unpaid, syssn: "20260302000200020000000001" });
  await client.closePayment(unpaid, { path: "reversal", method: "POST" });
  expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /trade/v1/close", "POST /trade/v1/reversal"]);
  expect(server.seen[0]?.query).toContain("txdtm=2026-03-02%2009%3A15%3A00");
  for (const sent of server.seen) expect(sent.headers["x-qf-sign"]).toBe(digestParams(sent.params, KEY, "SHA256"));
});

it.each([
  ["1142", { kind: "accepted" }],
  ["1260", { kind: "rejected", reason: "state" }],
  ["1297", { kind: "unknown", cause: { reason: "code", code: "1297", listed: true } }],
  ["1145", { kind: "pending", code: "1145" }],
])("takes %s for %j", async (respcd, expected) => {
  server.says({ respcd });
  expect(await clientOf(server.base).client.closePayment(unpaid)).toMatchObject(expected);
});

it("needs one of the two numbers", async () => {
  const { outTradeNo: _, ...nameless } = unpaid;
  await expect(clientOf(server.base).client.closePayment(nameless)).rejects.toMatchObject({ name: "InvalidRequest", field: "syssn" });
});
