import { currencySchema } from "@tillbook/domain/money";
import type { AnnouncedPayout, FailedRow, Figures, KnownFile, TotalsCheck } from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";

const statusSchema = z.enum([
  "ACTIVE",
  "ACTIVE_LATE",
  "QUARANTINED",
  "PENDING_SUPERSEDE",
  "SUPERSEDED",
  "SAME_CONTENT",
  "DUPLICATE",
  "REFUSED",
  "REJECTED",
]);
const minor = z.string().transform((text) => BigInt(text));
const figuresSchema = z.object({ lines: z.int(), grossMinor: minor, feeMinor: minor, netMinor: minor });
const totalsSchema = z.array(
  z.object({ currency: currencySchema, declared: figuresSchema.nullable(), counted: figuresSchema, difference: figuresSchema.nullable() }),
);
const rowFaultSchema = z.enum([
  "REQUIRED",
  "NOT_A_DATE",
  "NOT_A_TIME",
  "NOT_AN_AMOUNT",
  "TOO_MANY_DECIMALS",
  "AMOUNT_TOO_LARGE",
  "NOT_A_RATE",
  "UNKNOWN_CURRENCY",
  "UNKNOWN_LINE_TYPE",
  "TOO_LONG",
  "CELL_COUNT",
  "BROKEN_QUOTES",
  "UNKNOWN_CONTROL_ROW",
  "REPEATED_TOTAL",
  "ID_PRECISION_LOST",
]);

/** A stored statement file. */
export const storedFileSchema = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  receivedAt: z.date(),
  receivedBy: z.string(),
  size: z.bigint(),
  rawSha256: z.string(),
  contentHash: z.string(),
  profile: z.string().nullable(),
  profileVersion: z.int().nullable(),
  encoding: z.enum(["UTF-8", "UTF-8-BOM", "UTF-16LE", "UTF-16BE", "GB18030"]).nullable(),
  status: statusSchema,
  reason: z.enum(["CONTROL_TOTAL", "UNPARSED_LINE", "ID_PRECISION_LOST", "MIXED_CURRENCY_TOTAL", "WRONG_ACCOUNT"]).nullable(),
  becauseOfId: z.uuid().nullable(),
  becauseOfName: z.string().nullable(),
  lineCount: z.int(),
  controlTotals: z.enum(["OK", "FAILED", "NONE", "NOT_EVALUATED"]),
  totals: totalsSchema,
  failedRows: z.array(z.object({ lineNo: z.int(), column: z.string().nullable(), reason: rowFaultSchema, text: z.string() })),
  failedRowCount: z.int(),
  days: z.array(settlementDaySchema),
  batches: z.array(z.string()),
});
export type StoredFile = z.infer<typeof storedFileSchema>;

/** Totals as JSON can hold them: minor units as text, since JSON has no exact whole numbers of that size. */
export function totalsJson(totals: readonly TotalsCheck[]): string {
  const figures = (of: Figures | null): object | null =>
    of && { lines: of.lines, grossMinor: `${of.grossMinor}`, feeMinor: `${of.feeMinor}`, netMinor: `${of.netMinor}` };
  return JSON.stringify(
    totals.map(({ currency, declared, counted, difference }) => ({
      currency,
      declared: figures(declared),
      counted: figures(counted),
      difference: figures(difference),
    })),
  );
}

/** A file as it is first set down, before it is read. */
export type ReceivedFile = Pick<StoredFile, "id" | "accountId" | "name" | "receivedAt" | "receivedBy" | "size" | "rawSha256">;

/** What reading has found and where the file stands for it. */
export type ConcludedFile = Pick<
  StoredFile,
  "id" | "contentHash" | "profile" | "profileVersion" | "encoding" | "status" | "reason" | "lineCount" | "controlTotals" | "failedRowCount"
> & {
  readonly delimiter: string;
  readonly becauseOf: KnownFile | null;
  readonly totals: readonly TotalsCheck[];
  readonly failedRows: readonly FailedRow[];
  readonly days: readonly string[];
  readonly batches: readonly string[];
  readonly payouts: readonly AnnouncedPayout[];
};
