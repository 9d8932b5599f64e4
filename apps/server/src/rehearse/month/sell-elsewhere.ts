import { createQfpayClient } from "@tillbook/qfpay/client";
import { unlimitedBudget } from "@tillbook/qfpay/rate-budget";
import type { World } from "../../testing/index.ts";

const TRIES = 20;

/** Another till of the same merchant's takes HK$66.00 at QFPay, and nobody tells us. */
export async function sellElsewhere(world: World, name: string): Promise<void> {
  const { apiBase, redirectBase } = await theAccount(world);
  const till = createQfpayClient({
    apiBase,
    redirectBase,
    appCode: world.account.appCode,
    clientKey: world.account.clientKey,
    mchid: world.account.mchid ?? undefined,
    signType: "SHA256",
    clock: world.deps.clock,
    budget: unlimitedBudget,
  });
  for (let turn = 0; turn < TRIES; turn += 1) {
    const outTradeNo = `${name}-${turn}`;
    const silence = { match: { operation: "notification", outTradeNo, count: 1_000 }, action: { loseNotification: true } };
    await world.simulator.control("POST", "/control/faults", silence);
    const { kind } = await till.createQrPayment({ outTradeNo, amount: { minor: 6_600n, currency: "HKD" }, txdtm: world.now() });
    if (kind !== "accepted") continue; // a bad day at QFPay: that order is left alone
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: outTradeNo });
    return;
  }
  throw new Error("QFPay took no order at all");
}

async function theAccount(world: World) {
  const [account] = await world.db.read.accounts.all();
  if (!account) throw new Error("the world has no account");
  return account;
}
