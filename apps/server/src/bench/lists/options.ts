import { parseArgs } from "node:util";
import { z } from "zod";
import { ROUTES } from "./routes.ts";

export const USAGE = `npm run bench -- lists [--orders N] [--rounds N] [--samples N] [--route ${ROUTES.join("|")}]… [--database URL]

  --orders N      orders that are generated (default 5000000)
  --rounds N      rounds of each comparison, at least 5 (default 5)
  --samples N     calls of each side in a round (default 200)
  --route NAME    way to the lists over HTTP; may be given several times (default all)
  --database URL  fill and measure this empty database instead of a temporary one, and measure it as it is when it was filled before
`;

const optionsSchema = z.object({
  orders: z.coerce.number().int().min(1_000).max(30_000_000).default(5_000_000),
  rounds: z.coerce.number().int().min(5).default(5),
  samples: z.coerce.number().int().min(10).default(200),
  route: z.array(z.enum(ROUTES)).default([...ROUTES]),
  database: z.url().optional(),
});

/** Reads the options of this bench; throws a sentence when they are wrong. */
export function readOptions(args: readonly string[]): z.output<typeof optionsSchema> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: "string" },
      rounds: { type: "string" },
      samples: { type: "string" },
      route: { type: "string", multiple: true },
      database: { type: "string" },
    },
  });
  return optionsSchema.parse(values);
}
