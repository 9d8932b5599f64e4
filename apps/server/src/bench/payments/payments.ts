import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { freePort, migrate, startEmbedded } from "@tillbook/db/embedded";
import pg from "pg";
import { z } from "zod";
import { conclude, machine, printRow, type Row } from "../frame/report.ts";
import { type Product, SWEEPS_AT_WILL, startProduct } from "../product/start-product.ts";
import { ANSWER_MS, addedRows, throughputRows } from "./creating.ts";
import { enquiringRows } from "./enquiring.ts";
import { floodRows } from "./flooding.ts";
import { delayCreations, startGateway } from "./gateway.ts";
import { hearingRows } from "./hearing.ts";
import { signatureTimingRows } from "./signature-timing.ts";

const PARTS = ["added", "throughput", "notifications", "flood", "signatures", "enquiries"] as const;

export const USAGE = `npm run bench -- payments [--rounds N] [--effort N] [--part ${PARTS.join("|")}]… [--seconds N] [--profile DIR]

  --rounds N     rounds of each comparison, at least 5 (default 5)
  --effort N     how many times the usual number of calls in a round (default 1)
  --part NAME    what is measured; may be given several times (default all)
  --seconds N    how long notifications are poured in (default 60)
  --profile DIR  write down there where the product's processor time goes
`;

const optionsSchema = z.object({
  rounds: z.coerce.number().int().min(5).default(5),
  effort: z.coerce.number().positive().default(1),
  part: z.array(z.enum(PARTS)).default([...PARTS]),
  profile: z.string().optional(),
  seconds: z.coerce.number().int().min(1).max(3_600).default(60),
});

/** Creations, notifications and enquiries through the whole product with durable commits: P6, P7 and P8 of docs/performance.md. */
export async function payments(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const folder = mkdtempSync(path.join(tmpdir(), "tillbook-bench-"));
  const database = await startEmbedded({ dir: path.join(folder, "db") });
  const port = await freePort();
  await migrate(database.url);
  const simulator = await startGateway(`http://127.0.0.1:${port}/nowhere`);
  const start = (...flags: string[]): Promise<Product> =>
    startProduct({ databaseUrl: database.url, qfpayUrl: simulator.url, port, profileDir: options.profile, flags });
  let product = await start();
  const at = { product, databaseUrl: database.url, gatewayUrl: simulator.url };
  const books = new pg.Client(database.url);
  const rows: Row[] = [];
  const take = (more: readonly Row[]): void => {
    for (const row of more) printRow(row);
    rows.push(...more);
  };
  const effort = (samples: number) => ({ rounds: options.rounds, samples: Math.ceil(samples * options.effort) });
  console.log(`cores and load: ${JSON.stringify(machine())}`);
  try {
    await books.connect();
    await delayCreations(simulator, ANSWER_MS);
    await addedRows(at, 16, { rounds: 1, samples: 300 });
    await books.query("ANALYZE"); // as the database does by itself, but a minute later
    if (options.part.includes("added")) {
      take(await addedRows(at, 1, effort(100)));
      take(await addedRows(at, 16, effort(800)));
    }
    if (options.part.includes("throughput")) take(await throughputRows(at, effort(2_500)));
    await delayCreations(simulator, 0);
    if (options.part.includes("notifications")) take(await hearingRows(at, effort(4_000)));
    if (options.part.includes("flood")) take(await floodRows({ productUrl: product.url, databaseUrl: database.url }, options.seconds));
    if (options.part.includes("signatures")) take(signatureTimingRows());
    if (options.part.includes("enquiries")) {
      await product.stop();
      product = await start(SWEEPS_AT_WILL);
      take(await enquiringRows(at, effort(400)));
    }
    conclude("payments", rows, { answerMs: ANSWER_MS });
  } finally {
    await books.end();
    await product.stop();
    await simulator.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function readOptions(args: readonly string[]): z.output<typeof optionsSchema> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string" },
      effort: { type: "string" },
      part: { type: "string", multiple: true },
      profile: { type: "string" },
      seconds: { type: "string" },
    },
  });
  return optionsSchema.parse(values);
}
