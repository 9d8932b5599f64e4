import { addDays, MIDNIGHT, type SettlementDay, settlementDayBounds } from "@tillbook/domain/time";
import { z } from "zod";
import type { World } from "../testing/index.ts";
import { type Books, compareBooks } from "./compare-books.ts";
import { scriptFaults } from "./faults.ts";
import { playDay } from "./play-day.ts";
import { letSettle } from "./rounds.ts";

const MINUTE = 60_000;

const importedSchema = z.object({ status: z.string(), lines: z.int(), controlTotals: z.string() });

export type Rehearsal = {
  day: SettlementDay;
  orders: number;
  seed: number;
  faults: boolean;
  books: Books;
  statement: z.infer<typeof importedSchema>;
  matched: number;
  carried: number;
  breaks: Record<string, number>;
  proofs: { file: string; day: string };
  /** Both books agree, everything in the statement ties, every proof is zero and every promise is kept. */
  agrees: boolean;
};

/**
 * Plays a whole trading day through server and simulated QFPay over HTTP: QR and links, refunds, orders across midnight; then takes the
 * statement that QFPay writes, imports it, reconciles the day and lays the two books side by side.
 */
export async function rehearse(
  world: World,
  asked: { day: SettlementDay; orders: number; seed: number; faults: boolean },
): Promise<Rehearsal> {
  const people = { desk: await world.signIn("owner"), second: await world.signIn("finance") };
  const { until } = settlementDayBounds(asked.day, MIDNIGHT);
  if (asked.faults) await scriptFaults(world.simulator, asked.seed);
  await playDay(world, people, asked);
  await world.simulator.control("DELETE", "/control/faults");
  await letSettle(world, new Date(until.getTime() + 3 * 60 * MINUTE));
  await world.setClock(new Date(until.getTime() + 10 * 60 * MINUTE)); // statements come in the morning
  return { ...asked, ...(await reconcile(world, asked.day)) };
}

async function reconcile(
  world: World,
  day: SettlementDay,
): Promise<Pick<Rehearsal, "books" | "statement" | "matched" | "carried" | "breaks" | "proofs" | "agrees">> {
  const finance = await world.signIn("finance");
  const uploaded = await finance.upload(`statement-${day}.csv`, await world.simulator.statement(day));
  if (!uploaded.ok) throw new Error(`the statement was refused: ${await uploaded.text()}`);
  const statement = importedSchema.parse(await uploaded.json());
  await finance.trpc.reconciliation.run.mutate({ settleDay: day, asOf: addDays(day, 1) });
  const result = await finance.trpc.reconciliation.document.query({ settleDay: day });
  if (!result) throw new Error(`the day ${day} has no result although it was run`);
  const books = await compareBooks(world);
  const breaks: Record<string, number> = {};
  for (const code of result.broken.flatMap((aBreak) => aBreak.codes)) breaks[code] = (breaks[code] ?? 0) + 1;
  const proofs = { file: result.proofs.file, day: result.proofs.day };
  const agrees =
    statement.status === "ACTIVE" &&
    books.disagreements.length === 0 &&
    books.brokenInvariants.length === 0 &&
    result.broken.length === 0 &&
    result.carried.length === 0 &&
    result.matched.length === statement.lines &&
    /^0(\.0+)?$/.test(proofs.file) &&
    /^0(\.0+)?$/.test(proofs.day);
  return { books, statement, matched: result.matched.length, carried: result.carried.length, breaks, proofs, agrees };
}
