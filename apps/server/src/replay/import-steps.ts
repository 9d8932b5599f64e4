import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { type BooksContext, type ImportView, importStatement, readPayouts } from "@tillbook/api/settlement";
import { type ColumnMapping, mappingJsonSchema } from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { PROFILE_NAMES } from "@tillbook/qfpay/statements";
import { z } from "zod";
import { BadCase, type ReplayCase, type Step } from "./case-files.ts";
import { paramsOf } from "./step-params.ts";

type Result = Readonly<Record<string, unknown>>;
type Desk = { readonly replayed: ReplayCase; readonly books: BooksContext };

const importParams = z.object({
  file: z.string(),
  received_at: z.iso.datetime({ offset: true }).optional(),
  profile: z.string().optional(),
  mapping: z.string().optional(),
});
const payoutParams = z.object({ as_of: settlementDaySchema });

/** A statement of the provider's: all kinds but a bank's. */
export async function importStep({ replayed, books }: Desk, step: Step): Promise<Result> {
  const view = await taken(replayed, books, step, ["LINES", "TRANSACTIONS", "FUND_FLOW"]);
  return {
    file_status: view.status,
    lines: view.lines,
    control_totals: view.controlTotals,
    reason: view.reason,
    hint: view.hint,
    duplicate_of: view.duplicateOf?.name ?? null,
    detected_encoding: view.encoding,
    profile: view.profile,
    totals: view.totals,
    failed_rows: view.failedRows,
  };
}

export async function importBankStep({ replayed, books }: Desk, step: Step): Promise<Result> {
  const view = await taken(replayed, books, step, ["BANK"]);
  return { file_status: view.status, lines: view.lines, reason: view.reason, hint: view.hint, failed_rows: view.failedRows };
}

/** What QFPay paid and the bank received. A payout that is still in time is no matter of the bank's; keys that say nothing are left out. */
export async function matchPayoutsStep({ books }: Desk, step: Step): Promise<Result> {
  const { as_of: asOf } = paramsOf(payoutParams, step);
  const { payouts, bank, unpaid, expectedValueDates } = await readPayouts(books, { asOf });
  return {
    payouts: payouts.map(({ ref, amount, batches, status, codes, difference }) => ({
      payout_ref: ref,
      amount,
      batches: batches.map(({ batchNo }) => batchNo),
      status,
      ...(status === "BROKEN" && { codes, difference }),
    })),
    bank: bank
      .filter(({ status }) => status !== "WAITING")
      .map(({ line, payouts: refs, status, explained, codes, difference }) => ({
        line,
        ...(refs.length > 0 && { payout_ref: refs.length === 1 ? refs[0] : refs }),
        status,
        ...(status === "MATCHED" && { explained }),
        ...(status === "BROKEN" && { codes, difference }),
      })),
    unpaid: unpaid.map(({ batchNo }) => batchNo),
    expected_value_dates: Object.fromEntries(expectedValueDates.map(({ settleDay, valueDate }) => [settleDay, valueDate])),
  };
}

type Contents = NonNullable<Parameters<typeof importStatement>[1]["accepts"]>;

async function taken(replayed: ReplayCase, books: BooksContext, step: Step, accepts: Contents): Promise<ImportView> {
  const { file, received_at: receivedAt, profile, mapping } = paramsOf(importParams, step);
  if (profile !== undefined && profile !== "CUSTOM" && !PROFILE_NAMES.some((name) => name === profile))
    throw new BadCase(`there is no profile ${profile}`);
  const place = path.join(replayed.dir, path.basename(file));
  if (!(await stat(place).catch(() => null))?.isFile()) throw new BadCase(`the file ${file} is missing`);
  return importStatement(books, {
    name: file,
    bytes: createReadStream(place),
    accepts,
    ...(mapping === undefined ? { profile } : { mapping: await readMapping(replayed.dir, mapping) }),
    ...(receivedAt && { receivedAt: new Date(receivedAt) }),
  });
}

async function readMapping(dir: string, name: string): Promise<ColumnMapping> {
  const text = await readFile(path.join(dir, path.basename(name)), "utf8").catch(() => {
    throw new BadCase(`the mapping ${name} is missing`);
  });
  const parsed = mappingJsonSchema.safeParse(JSON.parse(text.replace(/^\ufeff/, "")));
  if (!parsed.success) throw new BadCase(`the mapping ${name} does not fit: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`);
  return parsed.data;
}
