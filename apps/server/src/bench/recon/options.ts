import { parseArgs } from "node:util";
import { z } from "zod";

export const PARTS = ["volume", "orm", "notifications", "desk"] as const;

export const USAGE = `npm run bench -- recon [--lines N] [--rounds N] [--part ${PARTS.join("|")}]… [--linear] [--profile DIR]

  --lines N      lines of the statement (default 1000000)
  --rounds N     rounds of the comparison, at least 5 (default 5)
  --part NAME    what is measured; may be given several times (default volume)
  --linear       the day with a fifth of the lines beside it: how the time for a line and the memory grow
  --profile DIR  write down there where the processor time of the product's side goes
`;

const optionsSchema = z.object({
  lines: z.coerce.number().int().multipleOf(5).min(5_000).max(10_000_000).default(1_000_000),
  rounds: z.coerce.number().int().min(1).default(5),
  part: z.array(z.enum(PARTS)).default(["volume"]),
  linear: z.boolean().default(false),
  profile: z.string().optional(),
});
export type ReconOptions = z.output<typeof optionsSchema>;

/** Reads the options of this bench; throws a sentence when they are wrong. */
export function readOptions(args: readonly string[]): ReconOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lines: { type: "string" },
      rounds: { type: "string" },
      part: { type: "string", multiple: true },
      linear: { type: "boolean" },
      profile: { type: "string" },
    },
  });
  return optionsSchema.parse(values);
}
