import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { currencySchema } from "@tillbook/domain/money";
import { z } from "zod";

/** A folder or file of cases that cannot be replayed: a sentence for the person who keeps them. */
export class BadCase extends Error {}

const configSchema = z.object({
  mchid: z.array(z.string()).default([]),
  settlement_timezone: z.literal("+0800").default("+0800"),
  cutoff: z.string().optional(),
  settle_lag_business_days: z.int().optional(),
  grace_business_days: z.int().optional(),
  business_calendar: z.object({ weekend: z.array(z.string()).optional(), holidays: z.array(z.string()).optional() }).optional(),
  fee: z
    .object({
      rate: z.string(),
      rounding: z.string().optional(),
      basis: z.string().optional(),
      refund_fee: z.string().optional(),
      min_fee: z.string().optional(),
    })
    .nullish(),
  tolerance: z
    .object({
      gross_minor: z.int().optional(),
      fee_line_minor: z.int().optional(),
      fee_file_cap_minor: z.int().optional(),
      fx_minor: z.int().optional(),
      cutoff_window_minutes: z.int().optional(),
    })
    .optional(),
  expected_fees: z.array(z.object({ remark: z.string(), amount: z.string() })).optional(),
  accept_reserve_lines: z.boolean().optional(),
  day_basis_for_profile: z.record(z.string(), z.enum(["sysdtm", "paydtm"])).optional(),
  payout: z
    .object({
      minimum: z.string().optional(),
      bank_charges: z.array(z.string()).optional(),
      remitter_aliases: z.array(z.string()).optional(),
    })
    .optional(),
});
export type CaseConfig = z.infer<typeof configSchema>;

/** Further keys of a step are its parameters, read by the action. */
const stepSchema = z.looseObject({ n: z.union([z.int(), z.string()]).transform(String), action: z.string() });
export type Step = z.infer<typeof stepSchema>;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const wireTransactionSchema = z.object({
  syssn: z.string().min(1),
  origssn: text,
  out_trade_no: text,
  chnlsn: text,
  mchid: text,
  order_type: z.enum(["payment", "refund"]),
  pay_type: text,
  /** Minor units. QFPay itself writes it now as a number, now as text. */
  txamt: z.union([z.int(), z.string().regex(/^-?\d{1,15}$/, "not a whole number of minor units")]),
  txcurrcd: currencySchema,
  txdtm: text,
  sysdtm: z.string(),
  paydtm: text,
  respcd: z.string(),
  cancel: z
    .union([z.string(), z.int()])
    .nullish()
    .transform((value) => String(value ?? "0")),
  /** Where the payment was made; whatever is not production is a test and never settled. */
  environment: z.string().default("production"),
});
/** One transaction as QFPay writes it. */
export type WireTransaction = z.infer<typeof wireTransactionSchema>;

const caseSchema = z.object({
  /** The folder's name, when left out. */
  id: z.string().optional(),
  title: z.string().default(""),
  config: configSchema.prefault({}),
  steps: z.array(stepSchema).transform(inOrder),
});
const internalSchema = z.object({ transactions: z.array(wireTransactionSchema).default([]) });
/** What is no result of a step, such as a note, is free. */
const expectedSchema = z.record(z.string(), z.record(z.string(), z.unknown()).nullable().catch(null));

/** Steps run by their numbers, wherever they stand; where one has another kind of name, as they stand. */
function inOrder(steps: Step[]): Step[] {
  return steps.every(({ n }) => /^\d+$/.test(n)) ? steps.toSorted((a, b) => Number(a.n) - Number(b.n)) : steps;
}

export type ReplayCase = Omit<z.infer<typeof caseSchema>, "id"> & {
  readonly id: string;
  readonly dir: string;
  readonly transactions: readonly WireTransaction[];
  /** What each step should answer; null when nothing is expected and the steps only have to work. */
  readonly expected: z.infer<typeof expectedSchema> | null;
};

/** The case folder itself, or the case folders inside, by name. Throws {@link BadCase} when there is none. */
export async function findCases(dir: string): Promise<string[]> {
  const root = path.resolve(dir);
  if (!(await stat(root).catch(() => null))?.isDirectory())
    throw new BadCase(`${dir} is no folder. Name a case folder or a folder of case folders.`);
  if (await isCase(root)) return [root];
  const names = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(root, entry.name));
  const cases: string[] = [];
  for (const name of names.toSorted()) if (await isCase(name)) cases.push(name);
  if (cases.length === 0) throw new BadCase(`There is no case in ${dir}: a case folder holds a case.json.`);
  return cases;
}

async function isCase(dir: string): Promise<boolean> {
  return (await stat(path.join(dir, "case.json")).catch(() => null))?.isFile() ?? false;
}

export async function readCase(dir: string): Promise<ReplayCase> {
  const told = await readJson(dir, "case.json", caseSchema);
  const books = await readJsonIfThere(dir, "internal.json", internalSchema);
  const expected = await readJsonIfThere(dir, "expected.json", expectedSchema);
  return { ...told, id: told.id ?? path.basename(dir), dir, transactions: books?.transactions ?? [], expected };
}

async function readJsonIfThere<S extends z.ZodType>(dir: string, name: string, schema: S): Promise<z.infer<S> | null> {
  const isThere = (await stat(path.join(dir, name)).catch(() => null)) !== null;
  return isThere ? readJson(dir, name, schema) : null;
}

async function readJson<S extends z.ZodType>(dir: string, name: string, schema: S): Promise<z.infer<S>> {
  const place = path.join(path.basename(dir), name);
  const content = await readFile(path.join(dir, name), "utf8").catch(() => {
    throw new BadCase(`${place} is missing.`);
  });
  const parsed = schema.safeParse(parseJson(content, place));
  if (!parsed.success) throw new BadCase(`${place} does not fit: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`);
  return parsed.data;
}

function parseJson(content: string, place: string): unknown {
  try {
    return JSON.parse(content.replace(/^\ufeff/, "")); // some editors begin with a byte order mark
  } catch {
    throw new BadCase(`${place} is no JSON.`);
  }
}
