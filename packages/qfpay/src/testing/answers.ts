import type { GatewayEvent } from "../client/index.ts";
import { clientOf, NOW } from "./client.ts";
import type { GatewayServer, Respond } from "./gateway-server.ts";

export const AMOUNT = { minor: 301n, currency: "HKD" } as const;

/** A true answer to the creation of ORD1. */
export const GOOD = {
  respcd: "0000",
  syssn: "20260302000200020000000001",
  out_trade_no: "ORD1",
  txamt: "301",
  txcurrcd: "HKD",
  pay_type: "800201",
  qrcode: "weixin://wxpay/bizpayurl?pr=SANDBOX",
};

/** Answers these bytes. */
export function body(text: string | Uint8Array, status = 200, headers: Record<string, string> = {}): Respond {
  return (_request, response) => response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
}

export function json(fields: unknown): Respond {
  return body(JSON.stringify(fields));
}

/** Writes bytes on the connection itself, past any rule of HTTP, and ends it. */
export function bytes(...parts: readonly (string | Uint8Array)[]): Respond {
  return (_request, response) => {
    for (const part of parts) response.socket?.write(part);
    response.socket?.end();
  };
}

/** Patience for tests in which nothing comes. */
export const LITTLE_PATIENCE = { timeouts: { moneyMs: 300, readMs: 300 } } as const;

/** Every call that an answer may reach. */
export function callsOf(server: GatewayServer, settings: Parameters<typeof clientOf>[1] = {}) {
  const { client, events } = clientOf(server.base, settings);
  const calls = {
    create: () => client.createQrPayment({ outTradeNo: "ORD1", amount: AMOUNT, txdtm: NOW }),
    jsapi: () => client.createJsapiPayment({ outTradeNo: "ORD1", amount: AMOUNT, txdtm: NOW, openid: "oPAYER-of-this-attempt-0000001" }),
    enquire: () => client.enquire({ outTradeNo: ["ORD1"] }),
    refund: () => client.refundPayment({ syssn: "2026", outTradeNo: "ORD1", amount: AMOUNT, txdtm: NOW }),
    close: () => client.closePayment({ outTradeNo: "ORD1", amount: AMOUNT, txdtm: NOW }),
    openid: () => client.exchangeOauthCode("011SECRETCODE"),
    note: () => client.addNote({ syssn: "2026", note: "collected" }),
  };
  return { ...calls, all: Object.values(calls), events };
}

/** The ids under which calls were logged, each once. */
export function loggedIds(events: readonly GatewayEvent[]): Set<string> {
  return new Set(events.map((event) => event.callId));
}
