import { money } from "@tillbook/domain/money";
import type { AskedPlan, PayPageView, Step } from "../view.ts";

/** One step of each kind, and of each that has two faces: what a test over all steps goes through. */
export const everyStep: readonly Step[] = [
  { at: "second_screen", qrText: "weixin://wxpay/bizpayurl?pr=hQ7ZkLxz1", refreshesAt: new Date("2026-03-10T06:35:20Z") },
  { at: "preparing", asked: null },
  { at: "preparing", asked: aPlan() },
  { at: "open_in_wechat" },
  { at: "ready" },
  { at: "confirming", since: new Date("2026-03-10T06:30:00Z"), canRetry: false, asked: null },
  { at: "confirming", since: new Date("2026-03-10T06:30:00Z"), canRetry: true, asked: aPlan() },
  { at: "confirming", since: new Date("2026-03-10T06:30:00Z"), canRetry: false, asked: aPlan({ isWithPerson: true, nextAt: null }) },
  { at: "paid", paidAt: new Date("2026-03-10T06:31:07Z"), reference: "20260310154100020006785424", refunded: null, isTwice: false },
  {
    at: "paid",
    paidAt: new Date("2026-03-10T06:31:07Z"),
    reference: "20260310154100020006785424",
    refunded: money(2000n, "HKD"),
    isTwice: true,
  },
  { at: "failed", canRetry: true },
  { at: "failed", canRetry: false },
  { at: "expired" },
  { at: "cancelled" },
  { at: "refused" },
];

/** Asked four times, next at 14:35:12 (UTC+8), given to a person the day after. */
export function aPlan(over: Partial<AskedPlan> = {}): AskedPlan {
  const [nextAt, decidesAt] = [new Date("2026-03-10T06:35:12Z"), new Date("2026-03-11T07:30:00Z")];
  return { times: 4, nextAt, decidesAt, isWithPerson: false, ...over };
}

/** A view of HK$88.00 for tea, at `step`. */
export function aView(step: Step, changes: Partial<Omit<PayPageView, "step">> = {}): PayPageView {
  const linkUrl = "https://pay.example.com/p/9fK2mQxT7vLwZ3bYcN5rHd";
  return { shop: "Bluebird Café", amount: money(8800n, "HKD"), goodsName: "Tea for two", number: "A-1042", linkUrl, step, ...changes };
}
