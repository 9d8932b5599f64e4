import { currencySchema } from "@tillbook/domain/money";
import { CONTROL_TOTALS, FILE_STATUSES } from "@tillbook/domain/settlement";
import { z } from "zod";
import type { ImportView } from "../../settlement/index.ts";
import { named, told } from "../published.ts";
import { cursor, EXAMPLE, instant, pageOf, wholeNumber } from "./common.ts";

const decimal = z.string();
export const figures = z.strictObject({ lines: z.int(), gross: decimal, fee: decimal, net: decimal });

export const statementSchema = named(
  "Statement",
  z.strictObject({
    id: told(z.uuid().nullable(), "Null on the answer to an upload of which nothing was kept: the same bytes were there before."),
    name: z.string(),
    status: told(z.enum(FILE_STATUSES), "Only `ACTIVE` and `ACTIVE_LATE` files take part in a day."),
    reason: told(z.string().nullable(), "Why it is quarantined."),
    duplicateOf: told(z.strictObject({ id: z.uuid(), name: z.string() }).nullable(), "The file that was there first."),
    receivedAt: instant("When it came in."),
    size: told(z.int(), "Bytes."),
    sha256: told(z.string(), "Digest of the bytes as received."),
    lines: told(z.int(), "Rows that were read."),
    days: told(z.array(z.iso.date()), "Settlement days that it speaks about."),
    batches: z.array(z.string()),
    controlTotals: told(z.enum(CONTROL_TOTALS), "Whether the totals it declares agree with its rows."),
    totals: z.array(
      z.strictObject({ currency: currencySchema, declared: figures.nullable(), counted: figures, difference: figures.nullable() }),
    ),
    failedRows: told(
      z.array(z.strictObject({ lineNo: z.int(), column: z.string().nullable(), reason: z.string(), text: z.string() })),
      "Rows that could not be read: the first hundred.",
    ),
    failedRowCount: z.int(),
  }),
  { description: "A statement file as it was taken in." },
);

export const statementExample = {
  id: EXAMPLE.fileId,
  name: "settlement-2026-11-22.csv",
  status: "ACTIVE",
  reason: null,
  duplicateOf: null,
  receivedAt: EXAMPLE.at,
  size: 48_211,
  sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  lines: 412,
  days: ["2026-11-21"],
  batches: ["B20261121"],
  controlTotals: "OK",
  totals: [
    {
      currency: "HKD",
      declared: { lines: 412, gross: "36210.00", fee: "289.68", net: "35920.32" },
      counted: { lines: 412, gross: "36210.00", fee: "289.68", net: "35920.32" },
      difference: { lines: 0, gross: "0.00", fee: "0.00", net: "0.00" },
    },
  ],
  failedRows: [],
  failedRowCount: 0,
} as const;

export function statementBody(file: ImportView): z.infer<typeof statementSchema> {
  return {
    id: file.id,
    name: file.name,
    status: file.status,
    reason: file.reason,
    duplicateOf: file.duplicateOf,
    receivedAt: file.receivedAt,
    size: file.size,
    sha256: file.rawSha256,
    lines: file.lines,
    days: file.days,
    batches: file.batches,
    controlTotals: file.controlTotals,
    totals: file.totals,
    failedRows: file.failedRows,
    failedRowCount: file.failedRowCount,
  };
}

export const statementPageSchema = pageOf("StatementPage", statementSchema);

export const statementNameSchema = z.strictObject({
  name: told(z.string("required").min(1, "required").max(400, "too_long"), "The file's name as people know it."),
});

export const statementFilterSchema = z.strictObject({ cursor, limit: wholeNumber({ min: 1, max: 200, usual: 50 }) });
