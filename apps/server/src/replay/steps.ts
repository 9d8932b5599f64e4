import { dayResult, type RunDay, readDayState } from "@tillbook/api/reconciliation";
import { type BooksContext, takeInEnquiry } from "@tillbook/api/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { enquired, openBooks } from "./case-account.ts";
import { BadCase, type ReplayCase, type Step } from "./case-files.ts";
import { closeStep, readClosedStep, reconcileOpenStep, reopenStep, runAsTold, selfApprovalStep, supersedeStep } from "./close-steps.ts";
import { importBankStep, importStep, matchPayoutsStep } from "./import-steps.ts";
import { paramsOf } from "./step-params.ts";

export type StepResult = Readonly<Record<string, unknown>>;

/** What a step works on. `fresh_system` replaces the books; `runs`: how each day was run last. */
export type Stage = {
  readonly replayed: ReplayCase;
  books: BooksContext;
  readonly sealed: Map<string, string>;
  readonly runs: Map<string, RunDay>;
};

type Action = { readonly answers: readonly string[]; run(stage: Stage, step: Step): Promise<StepResult> };

const dayParams = z.object({ settle_day: settlementDaySchema, as_of: settlementDaySchema });
const enquiryParams = z.object({ syssn: z.string(), respcd: z.string(), paydtm: z.string().default(""), cancel: z.string().optional() });

const DOCUMENT = [
  "account",
  "settle_day",
  "as_of",
  "rule_version",
  "inputs",
  "result_hash",
  "totals",
  "proofs",
  "matched",
  "broken",
  "carried",
  "ignored",
  "alerts",
];

const CLOSED = ["day_status", "version", "totals", "refused", "reason"];

/** What a replay can do, through the very verbs of the product, and the keys that each answers with. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ["import", { answers: ["file_status", "lines", "control_totals", "reason", "duplicate_of", "detected_encoding"], run: importStep }],
  ["import_bank", { answers: ["file_status", "lines", "reason"], run: importBankStep }],
  ["match_payouts", { answers: ["payouts", "bank", "expected_value_dates"], run: matchPayoutsStep }],
  ["reconcile", { answers: DOCUMENT, run: reconcileStep }],
  ["reconcile_open", { answers: [...DOCUMENT, "prior_day_items"], run: reconcileOpenStep }],
  ["close", { answers: CLOSED, run: closeStep }],
  ["close_self_approval_attempt", { answers: ["refused", "reason"], run: selfApprovalStep }],
  ["read_closed_day", { answers: [...CLOSED, "snapshot_hash"], run: readClosedStep }],
  ["reopen", { answers: ["day_status", "version", "version_1_still_readable", "refused", "reason"], run: reopenStep }],
  ["confirm_supersede", { answers: ["file_status", "superseded", "diff", "refused", "reason"], run: supersedeStep }],
  ["enquiry_result", { answers: ["stored"], run: enquiryStep }],
  ["fresh_system", { answers: [], run: freshStep }],
]);

async function reconcileStep(stage: Stage, step: Step): Promise<StepResult> {
  const { settle_day: settleDay, as_of: asOf } = paramsOf(dayParams, step);
  const { state } = await readDayState(stage.books, { settleDay });
  if (state !== "CLOSED") return runAsTold(stage, { settleDay, asOf });
  const document = await dayResult(stage.books, { settleDay }); // a closed day says what it said when it was closed
  if (!document) throw new Error(`the run of ${settleDay} was not kept`);
  return document;
}

/** QFPay's answer about one transaction: its row as our case knows it, with the news of the step. */
async function enquiryStep({ replayed, books }: Stage, step: Step): Promise<StepResult> {
  const news = paramsOf(enquiryParams, step);
  const known = replayed.transactions.find(({ syssn }) => syssn === news.syssn);
  if (!known) throw new BadCase(`the books do not know transaction ${news.syssn}`);
  const row = { ...known, respcd: news.respcd, paydtm: news.paydtm || known.paydtm, cancel: news.cancel ?? known.cancel };
  await takeInEnquiry(books, { rows: [enquired(row)] });
  return { stored: true };
}

async function freshStep(stage: Stage): Promise<StepResult> {
  stage.books = await openBooks(stage.books.db, stage.replayed);
  stage.sealed.clear();
  stage.runs.clear();
  return {};
}
