import type { House } from "../harness/house.ts";

const MINUTE_MS = 60_000;
/** Longer than the server waits for an answer, so that QFPay does it behind our back. */
const TOO_SLOW_MS = 15_000;

/** A bad day at QFPay while our own server dies all the time. The same seed strikes the same calls of the same numbers. */
export async function scriptBadDay({ simulator, rate }: Pick<House, "simulator" | "rate">, seed: number): Promise<void> {
  const tooSlow = { delayMs: Math.round(TOO_SLOW_MS / rate) };
  const scripts = [
    { match: { operation: "payment", chance: 0.04 }, action: { dropAfterProcessing: true } },
    { match: { operation: "payment", chance: 0.04 }, action: { dropBeforeProcessing: true } },
    { match: { operation: "payment", chance: 0.04 }, action: tooSlow },
    { match: { operation: "payment", chance: 0.03 }, action: { respcd: "1145", queries: 2 } },
    { match: { operation: "query", chance: 0.05 }, action: { dropBeforeProcessing: true } },
    { match: { operation: "query", chance: 0.05 }, action: { delayMs: 100 } },
    { match: { operation: "query", chance: 0.03 }, action: { respcd: "1143", queries: 1 } },
    { match: { operation: "refund", chance: 0.08 }, action: { dropAfterProcessing: true } },
    { match: { operation: "refund", chance: 0.08 }, action: { dropBeforeProcessing: true } },
    { match: { operation: "refund", chance: 0.05 }, action: tooSlow },
    { match: { operation: "refund", chance: 0.05 }, action: { respcd: "1143", queries: 2 } },
    { match: { operation: "close", chance: 0.1 }, action: { dropAfterProcessing: true } },
    { match: { operation: "close", chance: 0.05 }, action: { dropBeforeProcessing: true } },
    { match: { operation: "get_weixin_openid", chance: 0.05 }, action: { dropBeforeProcessing: true } },
    { match: { operation: "notification", chance: 0.2 }, action: { loseNotification: true } },
    { match: { operation: "notification", chance: 0.15 }, action: { doubleNotification: true } },
    { match: { operation: "notification", chance: 0.1 }, action: { lateNotification: 2 * MINUTE_MS } },
    { match: { operation: "notification", chance: 0.05 }, action: { forgeNotification: true } },
  ];
  for (const [index, script] of scripts.entries())
    await simulator.control("POST", "/control/faults", { ...script, seed: seed * 100 + index });
}
