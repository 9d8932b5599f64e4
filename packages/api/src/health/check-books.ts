import { SEALED_AT_ONCE, sealAudit } from "@tillbook/db/audit";
import { booksBegan, brokenInBooks, keepCheck, lastCheck } from "@tillbook/db/invariants";
import { MIDNIGHT, type SettlementDay, settlementDay } from "@tillbook/domain/time";
import type { Context } from "../context/index.ts";

type System = Pick<Context, "db" | "clock" | "log">;

const HOUR_MS = 60 * 60 * 1_000;
/** In the night, when few people pay: from four in the morning at UTC+8 on, for three hours. */
const NIGHT_BEGINS_MS = 4 * HOUR_MS;
const NIGHT_LASTS_MS = 3 * HOUR_MS;
/** Where no server runs at night, the look is made up for by day. */
const LONGEST_MS = 36 * HOUR_MS;

/**
 * Seals what was added to the audit trail since the last round, so that a later change of it shows.
 * @returns how many entries were sealed
 */
export function sealAuditTrail({ db, clock }: System, looksAtAll = false): Promise<number> {
  return db.unitOfWork(({ sql }) => sealAudit(sql, { now: clock.now(), looksAtAll }));
}

/**
 * Looks once a night at everything that the books promise, and writes down what is broken; the light of the books and the log tell of it.
 * @returns whether it was time to look
 */
export async function checkBooks(system: System): Promise<boolean> {
  const { db, clock, log } = system;
  const { sql } = db.read;
  if (!isTime((await lastCheck(sql))?.checkedAt ?? null, await booksBegan(sql), clock.now())) return false;
  while ((await sealAuditTrail(system, true)) === SEALED_AT_ONCE);
  const broken = await brokenInBooks(db);
  await keepCheck(sql, { checkedAt: clock.now(), broken });
  for (const { name, ids } of broken) log.error({ promise: name, rows: ids }, "the books do not keep a promise");
  return true;
}

/** @param since when the books were begun; null while there are none */
function isTime(last: Date | null, since: Date | null, now: Date): boolean {
  const before = last ?? since;
  if (before === null) return false;
  const isOverdue = now.getTime() - before.getTime() > LONGEST_MS;
  return isOverdue || (isNight(now) && (last === null || nightOf(last) !== nightOf(now)));
}

function isNight(at: Date): boolean {
  return nightOf(at) !== nightOf(new Date(at.getTime() - NIGHT_LASTS_MS));
}

function nightOf(at: Date): SettlementDay {
  return settlementDay(new Date(at.getTime() - NIGHT_BEGINS_MS), MIDNIGHT);
}
