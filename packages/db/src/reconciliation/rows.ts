import { currencySchema } from "@tillbook/domain/money";
import {
  ALERTS,
  ARGUMENT_CODES,
  type BookedTransaction,
  BREAK_CODES,
  CARRY_REASONS,
  COMPARED_KEYS,
  type DayOutcome,
  EXPLAINED_CODES,
  IGNORE_REASONS,
  type LinePlace,
  STAGES,
} from "@tillbook/domain/reconciliation";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";

const minor = z.string().transform((value) => BigInt(value));
const figures = z.object({ lines: z.int(), grossMinor: minor, feeMinor: minor, netMinor: minor });

/** A run without its entries. Sums are minor units. */
export const storedRunSchema = z.object({
  id: z.uuid(),
  seq: z.bigint(),
  accountId: z.uuid(),
  settleDay: settlementDaySchema,
  asOf: settlementDaySchema,
  ruleVersion: z.string(),
  resultHash: z.string(),
  inputs: z.array(z.object({ id: z.uuid(), name: z.string(), rawSha256: z.string(), contentHash: z.string() })),
  totals: z.array(figures.extend({ currency: currencySchema })),
  dayProofs: z.array(
    z.object({
      currency: currencySchema,
      external: minor,
      internal: minor,
      refunds: minor.default(0n),
      unseen: minor,
      settledElsewhere: minor,
      carriedIn: minor,
      differences: minor,
      off: minor,
    }),
  ),
  fileProofs: z.array(z.object({ fileId: z.uuid(), name: z.string(), currency: currencySchema, off: figures })),
  alerts: z.array(z.enum(ALERTS)),
  matched: z.int(),
  broken: z.int(),
  carried: z.int(),
  ignored: z.int(),
  isExplained: z.boolean(),
  booksMark: z.string(),
  filesMark: z.string(),
  ranAt: z.date(),
  ranBy: z.string(),
  decisionsMark: z.string(),
  takesPrior: z.boolean(),
  lateInputs: z.array(z.object({ id: z.uuid(), name: z.string(), rawSha256: z.string(), contentHash: z.string() })),
});
export type StoredRun = z.infer<typeof storedRunSchema>;

const becauseSchema = z.object({
  agreed: z.array(z.enum(COMPARED_KEYS)),
  differed: z.array(z.object({ key: z.enum(COMPARED_KEYS), line: z.string(), ours: z.string() })),
  arguments: z.array(z.object({ code: z.enum(ARGUMENT_CODES), params: z.record(z.string(), z.string()) })),
});

/** One outcome as it is kept. */
export const storedEntrySchema = z.object({
  ordinal: z.int(),
  kind: z.enum(["matched", "broken", "carried", "ignored", "elsewhere", "booked"]),
  fileId: z.uuid().nullable(),
  fileName: z.string().nullable(),
  lineNo: z.int().nullable(),
  syssns: z.array(z.string()),
  stage: z.enum(STAGES).nullable(),
  codes: z.array(z.enum(BREAK_CODES)),
  reason: z.enum([...CARRY_REASONS, ...IGNORE_REASONS]).nullable(),
  carriedIn: z.boolean(),
  expectedValueDate: settlementDaySchema.nullable(),
  differenceMinor: z.bigint().nullable(),
  currency: currencySchema.nullable(),
  explained: z.array(z.object({ code: z.enum(EXPLAINED_CODES), minor, currency: currencySchema })),
  because: becauseSchema.nullable(),
  subject: z.string().nullable(),
  settles: z.array(z.string()),
  unbookedMinor: z.bigint(),
  resolutionId: z.uuid().nullable(),
  bookedById: z.uuid().nullable(),
  /** Of a closed day, posted here. */
  originalDay: settlementDaySchema.nullable(),
  posting: z.enum(["late", "open", "booked"]).nullable(),
});
export type StoredEntry = z.infer<typeof storedEntrySchema>;

/** A run about to be kept. */
export type RunToKeep = Pick<
  StoredRun,
  | "id"
  | "accountId"
  | "settleDay"
  | "asOf"
  | "ruleVersion"
  | "resultHash"
  | "booksMark"
  | "filesMark"
  | "decisionsMark"
  | "takesPrior"
  | "ranAt"
  | "ranBy"
> & {
  readonly inputs: readonly StoredRun["inputs"][number][];
  readonly lateInputs: readonly StoredRun["lateInputs"][number][];
  readonly outcome: DayOutcome;
  /** Rows of closed days that no run has judged before, by their places. */
  readonly latePlaces: ReadonlySet<string>;
  /** Rows of the day in its files that another closed day has judged. */
  readonly elsewhere: readonly LinePlace[];
  /** The settlement day a transaction belongs to by itself. */
  readonly dayOf: (transaction: BookedTransaction) => string;
};
