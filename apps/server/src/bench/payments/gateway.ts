import { type Simulator, spawnSimulator } from "../../testing/index.ts";
import { MERCHANT } from "../product/start-product.ts";

/** A simulated QFPay that nothing holds back but what is asked for. */
export async function startGateway(notifyUrl: string): Promise<Simulator> {
  const simulator = await spawnSimulator({ ...MERCHANT, mchid: null, notifyUrl });
  await simulator.control("POST", "/control/rules", { rateLimit: false });
  return simulator;
}

/** From now on every creation is answered so much later; no time at all ends the delay. */
export async function delayCreations(simulator: Simulator, delayMs: number): Promise<void> {
  await simulator.control("DELETE", "/control/faults");
  if (delayMs > 0) await simulator.control("POST", "/control/faults", { match: { operation: "payment", chance: 1 }, action: { delayMs } });
}
