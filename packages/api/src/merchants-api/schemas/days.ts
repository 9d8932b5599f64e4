import { currencySchema } from "@tillbook/domain/money";
import { ALERTS, BREAK_CODES, CARRY_REASONS, EXPLAINED_CODES, IGNORE_REASONS, STAGES } from "@tillbook/domain/reconciliation";
import { DAY_STATES } from "@tillbook/domain/reconciliation/closing";
import { FILE_STATUSES } from "@tillbook/domain/settlement";
import { z } from "zod";
import type { DayRun, DayView } from "../../reconciliation/index.ts";
import { named, told } from "../published.ts";
import { dayIn, EXAMPLE } from "./common.ts";
import { figures } from "./statements.ts";

const decimal = z.string();
const gross = told(z.array(z.strictObject({ currency: currencySchema, amount: decimal })), "Our side: signed sums; refunds are negative.");
const counted = z.int().nullable();
const closing = {
  state: told(z.enum(DAY_STATES), "A closed day does not move; what comes later is posted in an open one."),
  version: told(z.int(), "Of the close, or of the one that is being worked on."),
};

const dayRowSchema = named(
  "DayRow",
  z.strictObject({
    day: z.iso.date(),
    transactions: told(z.int(), "Our transactions that should settle on this day, refunds included."),
    gross,
    fileStatus: told(z.enum(FILE_STATUSES).nullable(), "The most telling state among its files; null when no file names the day."),
    matched: told(counted, "Entries of the newest run; null before any. So `broken`, `carried` and `ignored`."),
    broken: counted,
    carried: counted,
    ignored: counted,
    runAt: told(z.iso.datetime().nullable(), "When it was reconciled last."),
    isExplained: told(z.boolean(), "Reconciled, nothing broken, no proof off zero and no alert."),
    isStale: told(z.boolean(), "Books, files or decisions changed after the newest run."),
    ...closing,
  }),
  { description: "One day of a month." },
);
export const dayListSchema = named("DayList", z.strictObject({ items: z.array(dayRowSchema) }), {
  description: "Every day of a month, first to last.",
});

const proof = {
  external: decimal,
  internal: decimal,
  unseen: decimal,
  settledElsewhere: decimal,
  carriedIn: decimal,
  differences: decimal,
  off: decimal,
};

const runSchema = z.strictObject({
  number: told(z.int(), "1 for the day's first run; older runs are kept."),
  asOf: z.iso.date(),
  ranAt: z.iso.datetime(),
  ruleVersion: z.string(),
  resultHash: told(z.string(), "Digest of the result: the same books give the same one."),
  isExplained: z.boolean(),
  alerts: z.array(z.enum(ALERTS)),
  totals: z.array(figures.extend({ currency: currencySchema })),
  dayProofs: told(
    z.array(z.strictObject({ currency: currencySchema, ...proof })),
    "Per currency: `off` is zero when everything is accounted for.",
  ),
  matched: told(z.int(), "How many lines found their transaction."),
  broken: told(z.int(), "How many somebody must explain."),
  carried: told(z.int(), "How many wait for a later file."),
  ignored: told(z.int(), "How many are no part of the proof."),
});

export const daySchema = named(
  "Day",
  z.strictObject({
    day: z.iso.date(),
    valueDate: told(z.iso.date(), "When its money should be paid out."),
    cutoff: told(z.string(), "The time at UTC+8 at which a settlement day ends."),
    transactions: z.int(),
    gross,
    files: z.array(
      z.strictObject({ id: z.uuid(), name: z.string(), status: z.enum(FILE_STATUSES), reason: z.string().nullable(), lines: z.int() }),
    ),
    isStale: z.boolean(),
    ...closing,
    run: told(runSchema.nullable(), "The newest run; null before any."),
  }),
  { description: "A settlement day with its files and its newest run." },
);

export const dayExample = {
  day: "2026-11-21",
  valueDate: "2026-11-23",
  cutoff: "00:00",
  transactions: 412,
  gross: [{ currency: "HKD", amount: "36210.00" }],
  files: [{ id: EXAMPLE.fileId, name: "settlement-2026-11-22.csv", status: "ACTIVE", reason: null, lines: 412 }],
  isStale: false,
  state: "OPEN",
  version: 1,
  run: null,
} as const;

export function dayBody(view: DayView): z.infer<typeof daySchema> {
  const { settleDay, run, ...rest } = view;
  return { day: settleDay, ...rest, run: run && runBody(run) };
}

function runBody(run: DayRun): z.infer<typeof runSchema> {
  return {
    number: run.number,
    asOf: run.asOf,
    ranAt: run.ranAt,
    ruleVersion: run.ruleVersion,
    resultHash: run.resultHash,
    isExplained: run.isExplained,
    alerts: run.alerts,
    totals: run.totals,
    dayProofs: run.dayProofs,
    matched: run.matched.total,
    broken: run.broken.total,
    carried: run.carried.total,
    ignored: run.ignored.total,
  };
}

const priorDayItem = z.strictObject({
  line: told(z.string().nullable(), "File and row; null for what no file names."),
  syssn: z.array(z.string()),
  original_settle_day: told(z.string(), "The closed day it belongs to."),
  kind: z.string(),
  why: told(z.array(z.string()), "How it was matched, why it is broken, or why it waits."),
  currency: currencySchema.nullable(),
  gross: decimal.nullable(),
  difference: decimal.nullable(),
  is_resolved: z.boolean(),
  suggests_reopen: told(z.boolean(), "Large enough that the closed day should rather be opened again."),
});

export const dayResultSchema = named(
  "DayResult",
  z.strictObject({
    account: z.string(),
    settle_day: z.iso.date(),
    as_of: z.iso.date(),
    rule_version: z.string(),
    inputs: z.array(z.strictObject({ file: z.string(), raw_sha256: z.string(), content_hash: z.string() })),
    result_hash: z.string(),
    totals: z.record(z.string(), figures),
    proofs: z.strictObject({ file: decimal, day: decimal, balance: decimal }),
    day_proofs: z.record(z.string(), z.strictObject(proof)),
    matched: z.array(
      z.strictObject({
        line: z.string(),
        syssn: z.array(z.string()),
        stage: z.enum(STAGES),
        carried_in: z.boolean(),
        explained: z.array(z.strictObject({ code: z.enum(EXPLAINED_CODES), amount: decimal })),
      }),
    ),
    broken: z.array(
      z.strictObject({
        line: z.string().nullable(),
        syssn: z.string().nullable(),
        codes: z.array(z.enum(BREAK_CODES)),
        difference: decimal,
        currency: currencySchema,
      }),
    ),
    carried: z.array(z.strictObject({ syssn: z.string(), reason: z.enum(CARRY_REASONS), expected_value_date: z.string() })),
    ignored: z.array(z.strictObject({ line: z.string(), reason: z.enum(IGNORE_REASONS) })),
    prior_day_items: told(z.array(priorDayItem), "Rows of late files for closed days, posted in this one."),
    carried_forward: told(z.array(priorDayItem), "What closed days had left open and is not settled yet."),
    alerts: z.array(z.enum(ALERTS)),
  }),
  { description: "The result document of a day's newest run, complete: every line and every transaction in exactly one place." },
);

export const dayParamsSchema = z.strictObject({
  day: dayIn("The settlement day."),
});

export const monthSchema = z.strictObject({
  month: told(z.string("required").regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "not_a_month"), "The month, as in `2026-11`.", {
    examples: ["2026-11"],
  }),
});
