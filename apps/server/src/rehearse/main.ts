import { parseArgs } from "node:util";
import { startTemporaryDatabase } from "@tillbook/db/embedded";
import { MIDNIGHT, settlementDayBounds, settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { startWorld } from "../testing/index.ts";
import { rehearseMonth } from "./month/rehearse-month.ts";
import { rehearse } from "./rehearse.ts";

const usage = `npm run rehearse -- --orders N [--day YYYY-MM-DD] [--seed S] [--faults]
npm run rehearse -- --from YYYY-MM-DD [--days N] [--orders N a day] [--seed S] [--faults]`;

const orders = z.coerce.number().int().min(1).max(20_000);
const seedAndFaults = { seed: z.coerce.number().int().min(0).default(1), faults: z.boolean().default(false) };
const oneDay = z.strictObject({ day: settlementDaySchema.prefault("2026-03-10"), orders, ...seedAndFaults });
const manyDays = z.strictObject({
  from: settlementDaySchema,
  days: z.coerce.number().int().min(1).max(366).default(28),
  orders: orders.default(20),
  ...seedAndFaults,
});

const asked = readArguments();
const database = await startTemporaryDatabase();
const first = "from" in asked ? asked.from : asked.day;
const world = await startWorld({
  databaseUrl: database.url,
  startAt: settlementDayBounds(first, MIDNIGHT).from,
  ...("from" in asked && { currencies: "HKD,CNY" }),
});
try {
  process.exitCode = (await play()) ? 0 : 1;
} finally {
  await world.stop();
  await database.stop();
}

/** Plays what was asked, and prints what came of it as one line of JSON. Answers whether all of it holds. */
async function play(): Promise<boolean> {
  if (!("from" in asked)) {
    const rehearsal = await rehearse(world, asked);
    console.log(JSON.stringify(rehearsal));
    return rehearsal.agrees;
  }
  const rehearsal = await rehearseMonth(world, asked, { databaseUrl: database.url, tell: (line) => console.error(line) });
  console.log(JSON.stringify(rehearsal));
  return rehearsal.holds;
}

function readArguments(): z.output<typeof oneDay> | z.output<typeof manyDays> {
  try {
    const text = { type: "string" } as const;
    const options = { day: text, orders: text, seed: text, from: text, days: text, faults: { type: "boolean" } } as const;
    const values = { ...parseArgs({ options }).values };
    return values.from === undefined ? oneDay.parse(values) : manyDays.parse(values);
  } catch (error) {
    const why =
      error instanceof z.ZodError ? error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`).join("; ") : String(error);
    console.error(`${why}\n${usage}`);
    process.exit(2);
  }
}
