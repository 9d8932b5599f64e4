import type { Repositories } from "@tillbook/db/client";
import {
  type AllRows,
  type Books,
  type DayOutcome,
  type LinePlace,
  placeOfLine,
  placeText,
  rowsText,
  textBesidePlain,
} from "@tillbook/domain/reconciliation";
import type { SettlementDay } from "@tillbook/domain/time";
import { digestLedger } from "@tillbook/qfpay/statements";
import { sha256 } from "./digest.ts";

type Result = { readonly books: Books; readonly outcome: DayOutcome; readonly elsewhere: readonly LinePlace[] };

/**
 * SHA-256 (hex) over the outcome as text, the same in whatever files, order or spelling the rows came. Plain rows have no text of their own,
 * since they are many: they are all rows of the day but the others. Throws where a row of the day has no outcome.
 */
export async function resultHashOf(tx: Repositories, accountId: string, { books, outcome, elsewhere }: Result): Promise<string> {
  const { settleDay } = books;
  const files = await tx.runs.filesOnDay({ fileIds: books.files.map(({ id }) => id), settleDay });
  const isOfDay = new Set(files.map(({ fileId }) => fileId));
  const judgedElsewhere = (await tx.runs.bookedLinesAt(accountId, elsewhere)).filter(
    ({ file, tradeDate }) => isOfDay.has(file.id) && tradeDate === settleDay,
  );
  const all = await allRows(tx, files, settleDay);
  const told = [...outcome.matched, ...outcome.broken, ...outcome.ignored].flatMap(({ line }) => line ?? []);
  const judged = new Set(told.filter(({ file }) => isOfDay.has(file.id)).map((line) => placeText(placeOfLine(line))));
  const left = all.lines - judgedElsewhere.length - judged.size;
  if (left !== plainLines(outcome))
    throw new Error(`${left} rows of ${settleDay} have no outcome of their own, and ${plainLines(outcome)} are plain`);
  return sha256([...textBesidePlain(outcome), ...rowsText(all, judgedElsewhere)].join("\n"));
}

/** How many rows tie plainly, beside those that are named. */
export function plainLines({ plain }: DayOutcome): number {
  return plain.reduce((sum, { lines }) => sum + lines, 0);
}

/** The hash is known of a file that is all there is of the day; rows of several files, or of some of a file, are digested and sorted again. */
async function allRows(
  tx: Repositories,
  files: Awaited<ReturnType<Repositories["runs"]["filesOnDay"]>>,
  settleDay: SettlementDay,
): Promise<AllRows> {
  const having = files.filter(({ lines }) => lines > 0);
  const lines = having.reduce((sum, each) => sum + each.lines, 0);
  const [only, ...more] = having;
  if (only?.rowsHash && more.length === 0) return { lines, hash: only.rowsHash };
  const ledger = digestLedger();
  try {
    for (const { fileId } of having)
      for await (const digests of tx.runs.digestsOnDay(fileId, settleDay)) for (const digest of digests) ledger.add(digest);
    return { lines, hash: ledger.hash([]).rows };
  } finally {
    ledger.discard();
  }
}
