import { MIDNIGHT, type SettlementDay, settlementDayBounds } from "@tillbook/domain/time";
import type { World } from "../../testing/index.ts";
import { scriptFaults } from "../faults.ts";
import { playDay } from "../play-day.ts";
import type { Scene } from "../play-order.ts";
import { letSettle } from "../rounds.ts";
import { createBank } from "./bank.ts";
import { CONTRACT } from "./calendar.ts";
import { eventsOf } from "./events.ts";
import { type Diary, emptyDiary, settleAndClose, takeBankStatement, takeDeliveries } from "./morning.ts";
import { createProvider } from "./provider.ts";
import { sellElsewhere } from "./sell-elsewhere.ts";
import type { Pair } from "./two-people.ts";

const HOUR = 60 * 60_000;

export type DaysAsked = { days: readonly SettlementDay[]; orders: number; seed: number; faults: boolean };

/** What was played: who decided, what they did, and what the provider has not paid at its end. */
export type Played = { readonly pair: Pair; readonly diary: Diary; readonly owed: ReadonlyMap<string, bigint> };

/** Plays days in a row, each with its trade, its night and its morning at the desk, at which it is closed. */
export async function playDays(world: World, asked: DaysAsked, tell: (line: string) => void): Promise<Played> {
  await world.db.unitOfWork((tx) => tx.sql(`UPDATE "MerchantAccount" SET "settlementRules" = $1`, [JSON.stringify(CONTRACT)]));
  const [owner, finance] = [await world.signIn("owner"), await world.signIn("finance")];
  const pair: Pair = { maker: finance, checker: owner };
  const provider = createProvider(world.account.mchid ?? "");
  const bank = createBank(asked.faults);
  const diary = emptyDiary();
  for (const [at, day] of asked.days.entries()) {
    const events = eventsOf(at, asked.faults);
    const { from, until } = settlementDayBounds(day, MIDNIGHT);
    const others: Scene[] = events.has("sold_elsewhere")
      ? [{ at: new Date(from.getTime() + 14 * HOUR), play: () => sellElsewhere(world, `ELSEWHERE-${at}`) }]
      : [];
    if (asked.faults) await scriptFaults(world.simulator, asked.seed + at);
    const orders = events.has("nothing_sold") ? 0 : asked.orders;
    const trade = { day, orders, seed: asked.seed + at, otherCurrency: "CNY" as const };
    await playDay(world, { desk: owner, second: finance }, { ...trade, endsEarly: orders === 0 || events.has("ends_early") }, others);
    await world.simulator.control("DELETE", "/control/faults");
    await letSettle(world, new Date(until.getTime() + 3 * HOUR));
    await world.setClock(new Date(until.getTime() + 7 * HOUR));
    const { deliveries, paid } = provider.morning(day, await world.simulator.statement(day), events);
    bank.transfer(paid);
    const credits = bank.statement(day);
    await takeDeliveries(pair, diary, deliveries);
    if (credits) await takeBankStatement(pair, diary, day, credits);
    await settleAndClose(pair, diary, day);
    tell(`${day} is closed`);
  }
  return { pair, diary, owed: provider.outstanding() };
}
