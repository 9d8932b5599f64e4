import { parseArgs } from "node:util";
import { startTemporaryDatabase } from "@tillbook/db/embedded";
import { MIDNIGHT, settlementDayBounds, settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { startWorld } from "../testing/index.ts";
import { rehearse } from "./rehearse.ts";

const usage = "npm run rehearse -- --day YYYY-MM-DD --orders N [--seed S] [--faults]";
const askedSchema = z.object({
  day: settlementDaySchema,
  orders: z.coerce.number().int().min(1).max(20_000),
  seed: z.coerce.number().int().min(0).default(1),
  faults: z.boolean().default(false),
});

const asked = readArguments();
const database = await startTemporaryDatabase();
const { from } = settlementDayBounds(asked.day, MIDNIGHT);
const world = await startWorld({ databaseUrl: database.url, startAt: from });
try {
  const rehearsal = await rehearse(world, asked);
  console.log(JSON.stringify(rehearsal));
  process.exitCode = rehearsal.agrees ? 0 : 1;
} finally {
  await world.stop();
  await database.stop();
}

function readArguments(): z.output<typeof askedSchema> {
  try {
    const { values } = parseArgs({
      options: { day: { type: "string" }, orders: { type: "string" }, seed: { type: "string" }, faults: { type: "boolean" } },
    });
    return askedSchema.parse(values);
  } catch (error) {
    const why =
      error instanceof z.ZodError ? error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`).join("; ") : String(error);
    console.error(`${why}\n${usage}`);
    process.exit(2);
  }
}
