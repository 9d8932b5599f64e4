import { currencySchema } from "@tillbook/domain/money";
import {
  type AnnouncedPayout,
  type BatchPart,
  CONTROL_TOTALS,
  ENCODINGS,
  type FailedRow,
  FILE_STATUSES,
  type Figures,
  type KnownFile,
  type NamedTotal,
  QUARANTINE_REASONS,
  ROW_FAULTS,
  STATEMENT_CONTENTS,
  type TotalsCheck,
} from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";

const minor = z.string().transform((text) => BigInt(text));
const figuresSchema = z.object({ lines: z.int(), grossMinor: minor, feeMinor: minor, netMinor: minor });
const totalsSchema = z.array(
  z.object({ currency: currencySchema, declared: figuresSchema.nullable(), counted: figuresSchema, difference: figuresSchema.nullable() }),
);
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
  encoding: z.enum(ENCODINGS).nullable(),
  status: z.enum(FILE_STATUSES),
  reason: z.enum(QUARANTINE_REASONS).nullable(),
  becauseOfId: z.uuid().nullable(),
  becauseOfName: z.string().nullable(),
  lineCount: z.int(),
  controlTotals: z.enum(CONTROL_TOTALS),
  totals: totalsSchema,
  failedRows: z.array(z.object({ lineNo: z.int(), column: z.string().nullable(), reason: z.enum(ROW_FAULTS), text: z.string() })),
  failedRowCount: z.int(),
  days: z.array(settlementDaySchema),
  batches: z.array(z.string()),
  content: z.enum(STATEMENT_CONTENTS),
  container: z.string().nullable(),
  tableName: z.string().nullable(),
  mapping: z.string().nullable(),
  signature: z.string().nullable(),
  namedTotals: z.array(z.object({ name: z.string(), declared: z.string(), counted: z.string(), lineNo: z.int().nullable() })),
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
  | "id"
  | "contentHash"
  | "profile"
  | "profileVersion"
  | "encoding"
  | "status"
  | "reason"
  | "lineCount"
  | "controlTotals"
  | "failedRowCount"
  | "content"
  | "container"
  | "tableName"
  | "mapping"
  | "signature"
> & {
  readonly delimiter: string;
  readonly rowsHash: string;
  readonly becauseOf: KnownFile | null;
  readonly totals: readonly TotalsCheck[];
  readonly failedRows: readonly FailedRow[];
  readonly days: readonly string[];
  readonly batches: readonly string[];
  readonly payouts: readonly AnnouncedPayout[];
  readonly namedTotals: readonly NamedTotal[];
  readonly part: BatchPart | null;
};
