import type { SealedAccount } from "@tillbook/db/accounts";
import { accountOfNumber } from "@tillbook/db/notifications";
import { claimsOf } from "@tillbook/qfpay/notifications";
import type { Context, Delivery, Judgement } from "../context/index.ts";
import type { ForgedIntake } from "./forged-notifications.ts";
import { heardInNotice } from "./heard-in-notification.ts";
import { keepAside, type Replay } from "./keep-notification-aside.ts";
import { recordObservation } from "./record-observation.ts";

/** `stored`: QFPay may stop repeating it. `refused`: it was not QFPay who sent this. */
export type TakenNotification = { is: "stored" } | { is: "refused"; why: string };

type System = Pick<Context, "db" | "clock" | "log" | "keys">;
type ContextOf = (account: SealedAccount) => Context;

/**
 * Takes in a notification. One address serves every account, so each account's keys are tried on the raw bytes before a field is read.
 * A true one is stored whatever it says, known or not; a false one moves nothing and is kept as evidence while there is room for it.
 * Throws when it could not be stored, so that the answer is not SUCCESS and QFPay comes again.
 */
export async function takeNotification(
  system: System,
  contextOf: ContextOf,
  forged: ForgedIntake,
  delivery: Delivery,
): Promise<TakenNotification> {
  const judged = await system.keys.judge(delivery);
  if (judged.is === "forged" && !forged.takes(system.clock.now())) return { is: "refused", why: judged.reason };
  return takeJudged(system, contextOf, delivery, judged);
}

/** Stores a judged delivery with its verdict, and lets it move what it may. */
export async function takeJudged(
  system: System,
  contextOf: ContextOf,
  delivery: Delivery,
  judged: Judgement,
  replay?: Replay,
): Promise<TakenNotification> {
  switch (judged.is) {
    case "forged":
      await keepForged(system, delivery, judged.reason, replay);
      return { is: "refused", why: judged.reason };
    case "unreadable": {
      const { account, key, reason } = judged;
      await keepAside(system, delivery, { accountId: account.id, verdict: "unknown", finding: reason, key, says: {} }, replay);
      return { is: "stored" };
    }
    case "true":
      await takeNotice(system, contextOf, delivery, judged, replay);
      return { is: "stored" };
  }
}

async function takeNotice(
  system: System,
  contextOf: ContextOf,
  delivery: Delivery,
  judged: Extract<Judgement, { is: "true" }>,
  replay: Replay | undefined,
): Promise<void> {
  const { account, key, notice } = judged;
  const stored = {
    raw: Buffer.from(delivery.rawBody).toString("utf8"), // what was read strictly is exact as text
    signature: delivery.signature ?? null,
    signedBy: key,
    replayOf: replay?.of ?? null,
    actor: replay?.actor ?? null,
  };
  const read = judged.isAddressed
    ? heardInNotice(notice, stored)
    : ({ is: "aside", finding: `no account has mchid ${notice.mchid}` } as const);
  if (read.is === "news") {
    await recordObservation(contextOf(account), read.heard, replay?.record);
    return;
  }
  const { outTradeNo, syssn, respcd, notifyTypeText: notifyType } = notice;
  const says = { outTradeNo, syssn, respcd, notifyType };
  await keepAside(system, delivery, { accountId: account.id, verdict: "unknown", finding: read.finding, key, says }, replay);
}

/** A forged one is filed where the number is looked for that it names; it is believed in nothing. */
async function keepForged(system: System, delivery: Delivery, finding: string, replay: Replay | undefined): Promise<void> {
  const says = claimsOf(delivery.rawBody);
  const accountId = says.outTradeNo === null ? null : await accountOfNumber(system.db.read.sql, says.outTradeNo);
  await keepAside(system, delivery, { accountId, verdict: "forged", finding, key: null, says }, replay);
}
