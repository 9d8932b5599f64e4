import type { StoredClose } from "@tillbook/db/reconciliation";
import { type Currency, formatMajor, money } from "@tillbook/domain/money";
import type { CertificateRow } from "@tillbook/domain/reconciliation/closing";
import { requireRight } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { dayProofViews } from "../document.ts";
import type { DayProofView } from "../views.ts";
import { certificateRow } from "./certificate-text.ts";
import { closeView } from "./read-closes.ts";
import type { CloseView } from "./views.ts";

/** Rows of a close that ended alike. `code` is that of a break, null for the rest; `settled`: how many of them people have decided on. */
export type CloseOutcomeView = {
  kind: string;
  code: string | null;
  currency: Currency | null;
  rows: number;
  settled: number;
  gross: string | null;
  difference: string | null;
};

/** A sealed close as a person reads it: `rows` are the first of those that no rule alone has matched on the day itself. */
export type SealedCloseView = {
  close: CloseView;
  /** When the maker proposed it, as ISO text. */
  proposedAt: string | null;
  dayProofs: DayProofView[];
  outcomes: CloseOutcomeView[];
  rows: CertificateRow[];
};

/** One close by its number in the account's chain, with what its rows come to. `not_found` when there is none. */
export async function readSealedClose(ctx: BooksContext, query: { sequence: number; rows: number }): Promise<SealedCloseView> {
  requireRight(ctx.actor, "readSettlement");
  const { read } = ctx.db;
  const close = await read.closes.bySeq(ctx.account.id, query.sequence);
  if (!close) throw new AppError("not_found", "there is no such close");
  const [run, outcomes, rows] = await Promise.all([
    read.runs.byId(ctx.account.id, close.runId),
    read.closes.outcomes(close.id),
    read.closes.notableRows(close.id, query.rows),
  ]);
  return {
    close: await closeView(read, close),
    proposedAt: await proposedAt(ctx, close),
    dayProofs: run ? dayProofViews(run) : [],
    outcomes: outcomes.map(({ grossMinor, differenceMinor, ...outcome }) => ({
      ...outcome,
      gross: text(grossMinor, outcome.currency),
      difference: text(differenceMinor, outcome.currency),
    })),
    rows: rows.map((row) => ({ ...certificateRow(row), digest: row.digest })),
  };
}

/** What a checker agrees to names the very run, so the proposal behind a close is found by it. */
async function proposedAt({ db, account }: BooksContext, { settleDay, runId }: StoredClose): Promise<string | null> {
  const proposals = await db.read.proposals.about(account.id, ["close"], settleDay);
  const agreed = proposals.find(({ outcome, facts }) => outcome === "APPROVED" && facts.startsWith(`${runId} `));
  return agreed?.madeAt.toISOString() ?? null;
}

function text(minor: bigint | null, currency: Currency | null): string | null {
  return minor === null || currency === null ? null : formatMajor(money(minor, currency));
}
