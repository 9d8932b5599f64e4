import type { Money } from "../money/index.ts";

export type OrderFace = "qr" | "link";

/** An order is open until it is paid, runs out or is cancelled. Money that arrives late has still arrived: paid sits on top. */
export type OrderState = "open" | "expired" | "cancelled" | "paid";

/** What is owed, in one currency; also our payment link. */
export type Order = {
  readonly id: string;
  readonly accountId: string;
  /** Short number that people read aloud. */
  readonly number: string;
  readonly requestId: string;
  readonly amount: Money;
  readonly goodsName: string | null;
  readonly note: string | null;
  readonly face: OrderFace;
  readonly linkToken: string;
  readonly state: OrderState;
  readonly expiresAt: Date;
  /** Life of each QFPay order made for it, 5–120 minutes. */
  readonly attemptMinutes: number;
  readonly paidPaymentId: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
};

const RANK = { open: 0, expired: 1, cancelled: 1, paid: 2 } satisfies Record<OrderState, number>;

/** Whether an order may go from one state to another: only upwards. */
export function mayBecome(from: OrderState, to: OrderState): boolean {
  return RANK[to] > RANK[from];
}

const HOUR_MS = 60 * 60 * 1000;

/** How long an order can be paid: a counter QR one day, a link that was sent away seven. */
export function orderLifeMs(face: OrderFace): number {
  return face === "qr" ? 24 * HOUR_MS : 7 * 24 * HOUR_MS;
}
