import type { Repositories } from "@tillbook/db/client";
import { formatMajor, money } from "@tillbook/domain/money";
import {
  chartOf,
  type Journal,
  type JournalFile,
  type JournalLayout,
  journalFiles,
  journalsOfDay,
  journalTable,
  type SealedVersion,
} from "@tillbook/domain/reconciliation/journals";
import { addDays, type SettlementDay } from "@tillbook/domain/time";
import { actorName, requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { csvOf } from "../../spreadsheets/index.ts";
import type { JournalExportView, JournalView } from "./views.ts";

/** The journals of a day's closes, oldest version first; of a version that was opened again, also its reversal. None before the first close. */
export async function readJournals(ctx: BooksContext, query: { settleDay: SettlementDay }): Promise<JournalView[]> {
  requireRight(ctx.actor, "readSettlement");
  const { read } = ctx.db;
  const journals = await journalsOf(ctx, read, query.settleDay);
  const exported = await read.months.exportsOf(
    ctx.account.id,
    journals.map(({ number }) => number),
  );
  const chart = chartOf(rulesOf(ctx.account).ledgerAccounts);
  return journals.map(({ number, settleDay, currency, reverses, lines }) => ({
    number,
    settleDay,
    currency,
    reverses,
    exports: exported.get(number) ?? 0,
    lines: lines.map(({ account, debitMinor, creditMinor, event, reference }) => ({
      account,
      code: chart[account].code,
      name: chart[account].name,
      debit: formatMajor(money(debitMinor, currency)),
      credit: formatMajor(money(creditMinor, currency)),
      event,
      reference,
    })),
  }));
}

/** Journals of closed days as a ledger takes them in, and their numbers written down: a second time is marked as such. */
export async function exportJournals(
  ctx: BooksContext,
  command: { first: SettlementDay; last: SettlementDay; layout: JournalLayout },
): Promise<JournalExportView> {
  requireRight(ctx.actor, "closeDay");
  const { first, last, layout } = command;
  return ctx.db.unitOfWork(async (tx) => {
    const journals: Journal[] = [];
    for (let day = first; day <= last; day = addDays(day, 1)) journals.push(...(await journalsOf(ctx, tx, day)));
    const numbers = journals.map(({ number }) => number);
    const before = await tx.months.exportsOf(ctx.account.id, numbers);
    const [by, at] = [actorName(ctx.actor), ctx.clock.now()];
    await tx.months.insertExports(ctx.account.id, numbers, { layout, by, at });
    const details = { first, last, layout, numbers, again: [...before.keys()] };
    await tx.audit.insert({
      accountId: ctx.account.id,
      actor: by,
      action: "journals.exported",
      subject: "day",
      subjectId: first,
      details,
      at,
    });
    const chart = chartOf(rulesOf(ctx.account).ledgerAccounts);
    const { header, rows } = journalTable(layout, journals, chart);
    const files = journalFiles(layout, journals, chart).map((file) => ({ name: file.name, csv: csvText(file) }));
    return { layout, header: [...header], rows: rows.map((row) => [...row]), files, numbers, again: [...before.keys()].toSorted() };
  });
}

function csvText({ header, rows }: JournalFile): string {
  return [...csvOf({ columns: header.map((heading) => ({ heading, kind: "text" })), rows })].join("");
}

async function journalsOf(ctx: BooksContext, tx: Repositories, settleDay: SettlementDay): Promise<Journal[]> {
  const closes = await tx.closes.ofDay(ctx.account.id, settleDay);
  const { reopenings } = await tx.closes.history(ctx.account.id, settleDay);
  const versions: SealedVersion[] = [];
  for (const { id, version } of closes) {
    versions.push({
      account: ctx.account.mchid ?? ctx.account.appCode,
      settleDay,
      version,
      postings: await tx.closes.postings(id),
      isReopened: version <= reopenings,
    });
  }
  return journalsOfDay(versions);
}
