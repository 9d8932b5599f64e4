import type { Simulator } from "../testing/index.ts";

/** A bad day at QFPay, repeatable by seed: what can go wrong goes wrong now and then. Deeper faults have their own suite. */
export async function scriptFaults(simulator: Simulator, seed: number): Promise<void> {
  const HOUR_MS = 60 * 60_000;
  const scripts = [
    { match: { operation: "payment", chance: 0.03 }, action: { dropAfterProcessing: true } },
    { match: { operation: "payment", chance: 0.03 }, action: { dropBeforeProcessing: true } },
    { match: { operation: "payment", chance: 0.02 }, action: { respcd: "1145", queries: 2 } },
    { match: { operation: "query", chance: 0.05 }, action: { dropBeforeProcessing: true } },
    { match: { operation: "query", chance: 0.05 }, action: { delayMs: 30 } },
    { match: { operation: "refund", chance: 0.15 }, action: { dropAfterProcessing: true } },
    { match: { operation: "refund", chance: 0.1 }, action: { dropBeforeProcessing: true } },
    { match: { operation: "close", chance: 0.1 }, action: { dropAfterProcessing: true } },
    { match: { operation: "get_weixin_openid", chance: 0.05 }, action: { dropBeforeProcessing: true } },
    { match: { operation: "notification", chance: 0.15 }, action: { loseNotification: true } },
    { match: { operation: "notification", chance: 0.1 }, action: { doubleNotification: true } },
    { match: { operation: "notification", chance: 0.1 }, action: { lateNotification: 2 * HOUR_MS } },
    { match: { operation: "notification", chance: 0.1 }, action: { forgeNotification: true } },
  ];
  for (const [index, script] of scripts.entries())
    await simulator.control("POST", "/control/faults", { ...script, seed: seed * 100 + index });
}
