import { createQfpayClient, type GatewayEvent, type QfpayClient, type QfpayClientSettings } from "../client/index.ts";

export const APP_CODE = "SANDBOXAPPCODE000000000000000001";
export const KEY = "SANDBOXKEY00000000000000000000A1";
export const NOW = new Date("2026-03-02T09:15:00+08:00");

/** A client of a made-up account against `apiBase`, with what it logged. */
export function clientOf(apiBase: string, settings: Partial<QfpayClientSettings> = {}): { client: QfpayClient; events: GatewayEvent[] } {
  const events: GatewayEvent[] = [];
  const client = createQfpayClient({
    apiBase,
    redirectBase: "https://o2.example",
    appCode: APP_CODE,
    clientKey: KEY,
    signType: "SHA256",
    clock: { now: () => NOW },
    log: (event) => events.push(event),
    ...settings,
  });
  return { client, events };
}
