import type { SettlementDay } from "@tillbook/domain/time";
import { z } from "zod";
import type { World } from "../../testing/index.ts";
import { compareBooks } from "../compare-books.ts";
import { daysFrom } from "./calendar.ts";
import { type CheckedChain, checkChain } from "./check-chain.ts";
import { closeMonths } from "./months.ts";
import { playDays } from "./play-days.ts";
import { major } from "./statement-rows.ts";

export type MonthAsked = { from: SettlementDay; days: number; orders: number; seed: number; faults: boolean };

export type MonthRehearsal = MonthAsked &
  CheckedChain & {
    transactions: number;
    daysClosed: number;
    /** Days that were opened again, and closed once more. */
    reopened: number;
    /** YYYY-MM */
    monthsClosed: string[];
    /** How files stood when they came. */
    files: Record<string, number>;
    /** What people did, by break code and action. */
    breaks: Record<string, number>;
    priorDayItems: number;
    proofs: { looked: number; off: string[] };
    /** What QFPay owes us at the end, by currency. */
    closing: Record<string, string>;
    /** Unpaid batches by our books and by the provider's, where they are not the same. */
    owedOtherwise: string[];
    disagreements: string[];
    brokenInvariants: string[];
    seconds: number;
    /** All days closed, all proofs zero, both books the same, the chain unbroken, and each changed cent named. */
    holds: boolean;
  };

const countRow = z.object({ count: z.bigint() });

/**
 * Plays days in a row through server and simulated QFPay: each morning the provider's files and the bank's are taken in, breaks are settled and
 * the day is closed by two people; whole months are closed at their end. Then the chain of certificates is verified, and again with one cent
 * changed in it.
 */
export async function rehearseMonth(
  world: World,
  asked: MonthAsked,
  { databaseUrl, tell }: { databaseUrl: string; tell: (line: string) => void },
): Promise<MonthRehearsal> {
  const began = performance.now();
  const days = daysFrom(asked.from, asked.days);
  const { pair, diary, owed } = await playDays(world, { ...asked, days }, tell);
  const monthsClosed = await closeMonths(pair, days);
  const last = await pair.maker.trpc.reconciliation.closing.close.query({ settleDay: days.at(-1) ?? asked.from });
  const books = await compareBooks(world);
  const found = {
    transactions: await count(world, `SELECT count(*) AS "count" FROM "Transaction" WHERE "respcd" = '0000'`),
    daysClosed: await count(world, `SELECT count(DISTINCT "settleDay") AS "count" FROM "DayClose"`),
    reopened: diary.reopened,
    monthsClosed,
    files: Object.fromEntries(diary.files),
    breaks: Object.fromEntries([...diary.breaks].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    priorDayItems: diary.priorDayItems,
    proofs: diary.proofs,
    closing: Object.fromEntries(last.balances.map(({ currency, closing }) => [currency, closing])),
    owedOtherwise: last.balances.flatMap(({ currency, unpaidBatches }) => {
      const theirs = major(owed.get(currency) ?? 0n);
      return theirs === unpaidBatches ? [] : [`${currency}: ${unpaidBatches} here, ${theirs} there`];
    }),
    disagreements: books.disagreements,
    brokenInvariants: books.brokenInvariants,
    ...(await checkChain(world, databaseUrl)),
  };
  const seconds = Math.round((performance.now() - began) / 1_000);
  return { ...asked, ...found, seconds, holds: doesHold(asked, found) };
}

async function count(world: World, sql: string): Promise<number> {
  const [row] = await world.db.read.sql(sql);
  return Number(countRow.parse(row).count);
}

function doesHold(asked: MonthAsked, found: Omit<MonthRehearsal, keyof MonthAsked | "seconds" | "holds">): boolean {
  return (
    found.daysClosed === asked.days &&
    found.proofs.looked > 0 &&
    found.proofs.off.length === 0 &&
    found.chain.sound &&
    found.chain.certificates === asked.days + found.reopened &&
    found.tampered.file.isNamed &&
    found.tampered.database.isNamed &&
    found.owedOtherwise.length === 0 &&
    found.disagreements.length === 0 &&
    found.brokenInvariants.length === 0
  );
}
