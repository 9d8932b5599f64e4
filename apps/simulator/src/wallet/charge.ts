import type { DueCharge, Payment } from "../book/index.ts";
import { toWholeSecond } from "../wire/index.ts";
import type { World } from "../world.ts";

const MINUTE_MS = 60_000;

/** The customer has confirmed. The wallet takes the money at once, unless a script makes it late, or take it twice. */
export function confirmCharge(world: World, payment: Payment, charge: { readonly payer: string; readonly times?: number }): void {
  const { outTradeNo, syssn } = payment;
  const plan = world.faults.planCharge({ number: outTradeNo, order: outTradeNo, rows: [syssn] });
  const payer = payment.payer ?? charge.payer;
  const times = Math.max(plan.times, charge.times ?? 1);
  if (plan.late === undefined) return take(world, payment, payer, times);
  const now = world.clock.now();
  const dueAt = plan.late === "after-expiry" ? afterExpiry(payment, now) : new Date(now.getTime() + plan.late);
  const due = { syssn, dueAt, payer, times };
  world.book.record({ entry: "charge-due", ...due });
  wake(world, due);
}

/** Takes up charges that the book left open. */
export function resumeCharges(world: World): void {
  for (const due of world.book.ledger.dueCharges.values()) wake(world, due);
}

function wake(world: World, { syssn, dueAt, payer, times }: DueCharge): void {
  world.clock.wakeAt(dueAt, () => {
    const payment = world.book.ledger.payment(syssn);
    if (payment !== undefined && payment.state.at !== "paid") take(world, payment, payer, times);
  });
}

function afterExpiry(payment: Payment, now: Date): Date {
  return new Date(Math.max(payment.expiresAt.getTime(), now.getTime()) + MINUTE_MS);
}

function take(world: World, payment: Payment, payer: string, times: number): void {
  collect(world, payment, payer);
  for (let time = 1; time < times; time += 1) collect(world, twinOf(world, payment), payer);
}

/** A second payment under the same number, which the merchant never asked for. */
function twinOf(world: World, payment: Payment): Payment {
  const sysdtm = toWholeSecond(world.clock.now());
  const syssn = world.book.nextSyssn(sysdtm);
  const { account, outTradeNo, payType, amount, currency, txdtm, expiresAt, goodsName, udid } = payment;
  const optional = {
    ...(payment.notifyUrl === undefined ? {} : { notifyUrl: payment.notifyUrl }),
    ...(payment.payer === undefined ? {} : { payer: payment.payer }),
  };
  const made = { account, syssn, outTradeNo, payType, amount, currency, txdtm, sysdtm, expiresAt, goodsName, udid, ...optional };
  world.book.record({ entry: "payment", ...made });
  const twin = world.book.ledger.payment(syssn);
  if (twin === undefined) throw new Error(`the book lost payment ${syssn} while it was made`);
  return twin;
}

function collect(world: World, { syssn }: Payment, payer: string): void {
  const paydtm = toWholeSecond(world.clock.now());
  const chnlsn = world.book.nextChnlsn(paydtm, syssn);
  world.book.record({ entry: "paid", syssn, paydtm, chnlsn, cardcd: payer });
  const paid = world.book.ledger.payment(syssn);
  if (paid !== undefined) world.notifier.announce(paid);
}
