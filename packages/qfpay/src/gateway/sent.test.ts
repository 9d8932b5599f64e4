import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Answer } from "../client/index.ts";
import { type RateBudget, unlimitedBudget } from "../rate-budget/index.ts";
import { body, callsOf, GOOD, LITTLE_PATIENCE } from "../testing/answers.ts";
import { APP_CODE, clientOf, KEY, NOW } from "../testing/client.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());
beforeEach(() => void server.seen.splice(0));

/** A clock that moves on by a second at every look. */
function tickingClock() {
  let ticks = 0;
  return {
    now: () => {
      ticks += 1;
      return new Date(NOW.getTime() + ticks * 1_000);
    },
  };
}

const OPENID = "oo3Lss8d0hLOuyTuSJMVwLTk68JE";

describe("what was sent", () => {
  it("stands beside the answer: the fields as sent, both moments, the status", async () => {
    server.says(GOOD);
    const calls = callsOf(server, { clock: tickingClock(), mchid: "ZaMVg12345" });
    const { sent } = await calls.create();
    const wire = server.seen[0];
    expect(sent).toEqual({
      callId: calls.events[0]?.callId,
      sign: `${String(wire?.headers["x-qf-sign"]).slice(0, 4)}…`,
      operation: "create",
      method: "POST",
      path: "/trade/v1/payment",
      fields: wire?.params,
      appCode: "…0001",
      signType: "SHA256",
      at: new Date(NOW.getTime() + 1_000),
      answeredAt: new Date(NOW.getTime() + 2_000),
      httpStatus: 200,
    });
    const names = Object.keys(sent?.fields ?? {});
    expect(names).toEqual(names.toSorted());
  });

  it("holds no key, no whole signature or app code, no openid, code or identity, whatever was asked", async () => {
    server.says({ respcd: "1252" });
    const { client } = clientOf(server.base);
    const common = { outTradeNo: "ORD1", amount: { minor: 301n, currency: "HKD" }, txdtm: NOW } as const;
    const answers: Answer<unknown>[] = [
      await client.createJsapiPayment({ ...common, openid: OPENID, realName: { idNumber: "430067798868676871", name: "小林" } }),
      await client.exchangeOauthCode("011QipnO1yMIla1VJdoO1FUrnO1Qipnv"),
      await client.addNote({ syssn: "2026", note: "collected" }),
    ];
    const kept = JSON.stringify(answers.map((answer) => answer.sent));
    const signs = server.seen.map((wire) => String(wire.headers["x-qf-sign"]).slice(0, 5));
    for (const secret of [KEY, APP_CODE, OPENID, "011Q", "430067", "5c0f", "小林", ...signs]) expect(kept).not.toContain(secret);
    expect(answers.map((answer) => answer.sent?.fields)).toMatchObject([
      { sub_openid: "(redacted)", extend_info: "(redacted)", out_trade_no: "ORD1" },
      { code: "(redacted)" },
      { code: "…0001", note: "collected" },
    ]);
  });

  it("stands beside unknown answers too, with no answering moment where nothing came back", async () => {
    server.answers(body("<html>", 502));
    expect((await callsOf(server).refund()).sent).toMatchObject({ operation: "refund", httpStatus: 502, answeredAt: NOW });
    server.answers(() => {});
    expect((await callsOf(server, LITTLE_PATIENCE).refund()).sent).toMatchObject({
      operation: "refund",
      httpStatus: null,
      answeredAt: null,
    });
  });

  it("stands beside every page of a wide enquiry, the last one that repeats included", async () => {
    server.says({ respcd: "0000", data: Array.from({ length: 100 }, (_, i) => ({ ...GOOD, syssn: String(i) })) });
    const pages: Answer<unknown>[] = [];
    for await (const page of clientOf(server.base).client.enquirePages({ outTradeNo: ["ORD1"] })) pages.push(page);
    expect(pages.map((page) => [page.kind, page.sent?.fields["page"]])).toEqual([
      ["accepted", "1"],
      ["unknown", "2"],
    ]);
  });

  it("is nothing when our own budget had no room", async () => {
    const full: RateBudget = { ...unlimitedBudget, acquire: async () => "refused" };
    expect(await callsOf(server, { budget: full }).create()).toMatchObject({ kind: "unknown", sent: null });
    expect(server.seen).toHaveLength(0);
  });
});

describe("an answer that names the payer", () => {
  it.each([
    ["as it should", JSON.stringify({ respcd: "0000", openid: OPENID }), OPENID],
    ["as QFPay's sample, which is no JSON", `{"resperr": "", "respcd": 0000, "openid": "${OPENID}"}`, null],
    ["cut off", `{"respcd": "0000", "openid": "${OPENID}`, null],
    ["in UTF-16", Buffer.from(JSON.stringify({ respcd: "0000", openid: OPENID }), "utf16le"), null],
    ["in the middle of HTML", `<html>${OPENID}</html>`, null],
  ])("is kept without the openid, which only an accepted answer's value has: %s", async (_how, text, openid) => {
    server.answers(body(text));
    const answer = await callsOf(server).openid();
    const { value, ...kept } = { value: null, ...answer };
    expect(value?.openid ?? null).toBe(openid);
    expect(JSON.stringify(kept)).not.toContain(OPENID.slice(0, 12));
    expect(answer.raw).toContain("(redacted)");
  });

  it("is kept without it where a payment's answer repeats it", async () => {
    server.says({ ...GOOD, sub_openid: OPENID });
    const { raw } = await callsOf(server).create();
    expect(raw).toBe(JSON.stringify({ ...GOOD, sub_openid: "(redacted)" }));
  });
});

describe("the log", () => {
  it("names the order and the result, and no key, signature, body or openid", async () => {
    server.says({ ...GOOD, openid: OPENID });
    const calls = callsOf(server);
    await calls.create();
    await calls.openid();
    expect(calls.events[0]).toMatchObject({
      event: "answered",
      path: "/trade/v1/payment",
      outTradeNo: "ORD1",
      syssn: GOOD.syssn,
      result: "0000",
    });
    expect(JSON.stringify(calls.events)).not.toMatch(/SANDBOXKEY|oo3Lss|wxpay|011SECRET/);
  });
});
