import { money } from "@tillbook/domain/money";
import type { PayPageView, Step } from "../view.ts";

/** One step of each kind, and of each that has two faces: what a test over all steps goes through. */
export const everyStep: readonly Step[] = [
  { at: "second_screen", qrText: "weixin://wxpay/bizpayurl?pr=hQ7ZkLxz1", refreshesAt: new Date("2026-03-10T06:35:20Z") },
  { at: "preparing" },
  { at: "open_in_wechat" },
  { at: "ready" },
  { at: "confirming", since: new Date("2026-03-10T06:30:00Z"), canRetry: false },
  { at: "confirming", since: new Date("2026-03-10T06:30:00Z"), canRetry: true },
  { at: "paid", paidAt: new Date("2026-03-10T06:31:07Z"), reference: "20260310154100020006785424", refunded: null },
  { at: "paid", paidAt: new Date("2026-03-10T06:31:07Z"), reference: "20260310154100020006785424", refunded: money(2000n, "HKD") },
  { at: "failed", canRetry: true },
  { at: "failed", canRetry: false },
  { at: "expired" },
  { at: "cancelled" },
  { at: "refused" },
];

/** A view of HK$88.00 for tea, at `step`. */
export function aView(step: Step, changes: Partial<Omit<PayPageView, "step">> = {}): PayPageView {
  const linkUrl = "https://pay.example.com/p/9fK2mQxT7vLwZ3bYcN5rHd";
  return { shop: "Bluebird Café", amount: money(8800n, "HKD"), goodsName: "Tea for two", number: "A-1042", linkUrl, step, ...changes };
}
