import { type BookedLine, type BookedTransaction, placeOfLine, placeText } from "@tillbook/domain/reconciliation";
import { suggest } from "@tillbook/domain/reconciliation/suggestions";
import { addDays, type SettlementDay } from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { lineView, transactionView } from "../entry-views.ts";
import { runOnScreen } from "./propose.ts";
import type { SuggestionView } from "./views.ts";

const NEAR_DAYS = 7;
const MOST_OPEN = 400;

/** What may explain one break or waiting transaction, likeliest first. For people: nothing is tied by it. */
export async function readSuggestions(
  ctx: BooksContext,
  query: { settleDay: SettlementDay; runId: string; ordinal: number },
): Promise<SuggestionView[]> {
  requireRight(ctx.actor, "readSettlement");
  const { read } = ctx.db;
  const { id: accountId } = ctx.account;
  const run = await runOnScreen(ctx, read, query);
  const [entry] = await read.runs.entriesAt(run.id, [query.ordinal]);
  if (!entry) return [];
  const [first, last] = [addDays(query.settleDay, -NEAR_DAYS), addDays(query.settleDay, NEAR_DAYS)];
  const open = await read.runs.openPlaces({ accountId, first, last, limit: MOST_OPEN });
  const lines = await read.runs.bookedLinesAt(accountId, open.places);
  const ours = await read.runs.transactionsBySyssn(accountId, open.syssns);
  const own = entry.fileId === null || entry.lineNo === null ? null : placeText({ fileId: entry.fileId, lineNo: entry.lineNo });
  const isOwn = (line: BookedLine): boolean => placeText(placeOfLine(line)) === own;
  const isMeant = (each: BookedTransaction): boolean => each.syssn === entry.syssns[0];
  const found = own === null ? suggest(lines, ours.filter(isMeant)) : suggest(lines, ours).filter((each) => each.lines.some(isOwn));
  // Several suggestions may mention one row or transaction: it is read once.
  const places = new Map(found.flatMap((each) => each.lines.map(placeOfLine)).map((place) => [placeText(place), place]));
  const rows = await read.runs.linesAt([...places.values()]);
  const named = await read.runs.transactionsNamed(accountId, [
    ...new Set(found.flatMap((each) => each.transactions.map(({ syssn }) => syssn))),
  ]);
  const rules = rulesOf(ctx.account);
  return found.map((each) => ({
    reasons: [...each.reasons],
    lines: rows.filter((row) => each.lines.some((line) => line.file.id === row.fileId && line.lineNo === row.lineNo)).map(lineView),
    transactions: named
      .filter(({ syssn }) => each.transactions.some((one) => one.syssn === syssn))
      .map((one) => transactionView(one, rules)),
  }));
}
