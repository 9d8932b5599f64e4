import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CURRENT_CODES } from "../names/index.ts";
import { DECIDED } from "../outcome/testing/decided.ts";
import { callsOf, GOOD, json, loggedIds } from "../testing/answers.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());

/** Eight codes of no table, four of them no codes at all. */
const ODD = ["9999", "0001", "1299", "2998", "000", "00000", "0000 ", "OOOO"];
const codes: readonly string[] = [...CURRENT_CODES, ...ODD];

/** What was decided of a code; all others are unknown. */
function decided(operation: 0 | 1 | 2, code: string): string {
  const [, ...told] = DECIDED.find(([listed]) => listed === code) ?? [code];
  return told[operation] ?? "unknown";
}
const said = (answer: { kind: string; reason?: string }) => answer.reason ?? answer.kind;

describe("a return code over the wire", () => {
  it("is tried in 120 cases", () => {
    expect(codes.length * 2).toBe(120);
  });

  it.each(codes)("of a creation: %j", async (code) => {
    server.answers(json({ ...GOOD, respcd: code, resperr: "text" }));
    const calls = callsOf(server);
    const answer = await calls.create();
    expect(said(answer)).toBe(decided(0, code));
    expect(answer.echo.syssn).toBe(GOOD.syssn); // refusals carry QFPay's number too
    expect([...loggedIds(calls.events)]).toEqual([answer.sent?.callId]);
  });

  it.each(codes)("of an enquiry, on top and in its row: %j", async (code) => {
    const row = { ...GOOD, order_type: "payment", cancel: "0" };
    server.answers(json({ respcd: code, data: [row] }));
    const calls = callsOf(server);
    const onTop = await calls.enquire();
    expect(said(onTop)).toBe(decided(1, code));
    server.answers(json({ respcd: "0000", data: [{ ...row, respcd: code }] }));
    const asked = await calls.enquire();
    const state = asked.kind === "accepted" ? asked.value.rows[0]?.state : undefined;
    expect(state && said(state)).toBe(decided(2, code));
    expect([...loggedIds(calls.events)]).toEqual([onTop.sent?.callId, asked.sent?.callId]);
  });
});

it("keeps QFPay's text and the number it gave to a refused payment", async () => {
  server.says({ respcd: "1205", resperr: "交易失败，请稍后重试", syssn: "20260302000200020000000007", sysdtm: "2026-03-02 09:15:01" });
  expect(await callsOf(server).create()).toMatchObject({
    kind: "rejected",
    code: "1205",
    reason: "newOrder",
    again: "never",
    message: "交易失败，请稍后重试",
    echo: { syssn: "20260302000200020000000007", sysdtm: new Date("2026-03-02T01:15:01Z") },
  });
});
