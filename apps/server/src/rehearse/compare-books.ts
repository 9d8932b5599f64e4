import { brokenInBooks } from "@tillbook/db/invariants";
import { z } from "zod";
import type { BookRow, World } from "../testing/index.ts";

/** How many, and how much in minor units. */
export type Figure = { count: number; sum: string };
export type Books = {
  ours: Record<string, Figure>;
  theirs: Record<string, Figure>;
  /** Numbers of transactions that only one side believes to be money, or that differ in amount. */
  disagreements: string[];
  brokenInvariants: string[];
};

const moneyRow = z.object({ syssn: z.string(), kind: z.enum(["payment", "refund"]), amountMinor: z.bigint() });
const stateRow = z.object({ name: z.string(), count: z.bigint(), sum: z.bigint() });

/** Lays our books beside QFPay's: every movement of money by its number, and what state everything else is in. */
export async function compareBooks(world: World): Promise<Books> {
  const rows = await world.simulator.book();
  const ours = (
    await world.db.read.sql(
      `SELECT "syssn", "kind", "amountMinor" FROM "Transaction" WHERE "respcd" = '0000' AND "cancel" NOT IN ('1', '2')`,
    )
  ).map((row) => moneyRow.parse(row));
  const theirs = rows.filter(isMoney);
  return {
    ours: await statesHere(world),
    theirs: statesThere(rows),
    disagreements: differing(
      new Map(ours.map((row) => [row.syssn, `${row.kind} ${row.amountMinor < 0n ? -row.amountMinor : row.amountMinor}`])),
      new Map(theirs.map((row) => [row.syssn, `${row.kind} ${row.amount}`])),
    ),
    brokenInvariants: (await brokenInBooks(world.db)).map((broken) => `${broken.name}: ${broken.ids.join(" ")}`),
  };
}

function isMoney(row: BookRow): boolean {
  return row.respcd === "0000" && (row.kind === "payment" || row.kind === "refund");
}

function differing(ours: ReadonlyMap<string, string>, theirs: ReadonlyMap<string, string>): string[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])].filter((syssn) => ours.get(syssn) !== theirs.get(syssn)).toSorted();
}

async function statesHere(world: World): Promise<Record<string, Figure>> {
  const rows = await world.db.read.sql(
    `SELECT 'order ' || "state" AS "name", count(*) AS "count", sum("amountMinor")::bigint AS "sum" FROM "Order" GROUP BY 1
     UNION ALL SELECT 'payment ' || "state", count(*), sum("amountMinor")::bigint FROM "Payment" GROUP BY 1
     UNION ALL SELECT 'refund ' || "state", count(*), sum("amountMinor")::bigint FROM "Refund" GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(
    rows.map((row) => stateRow.parse(row)).map(({ name, count, sum }) => [name, { count: Number(count), sum: sum.toString() }]),
  );
}

function statesThere(rows: readonly BookRow[]): Record<string, Figure> {
  const figures: Record<string, Figure> = {};
  for (const [name, group] of Map.groupBy(rows, (row) => `${row.kind} ${row.state}`)) {
    figures[name] = { count: group.length, sum: group.reduce((sum, row) => sum + BigInt(row.amount), 0n).toString() };
  }
  return figures;
}
