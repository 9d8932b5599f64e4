import { AppError } from "@tillbook/api/errors";
import {
  approveClose,
  approveReopen,
  dayResult,
  proposeClose,
  proposeReopen,
  type RunDay,
  readChecklist,
  readClose,
  readDayState,
  runDay,
} from "@tillbook/api/reconciliation";
import {
  approveFileDecision,
  type BooksContext,
  listFiles,
  proposeFileDecision,
  supersedeDiff,
  withdrawProposal,
} from "@tillbook/api/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { BadCase, type Step } from "./case-files.ts";
import { paramsOf } from "./step-params.ts";

type Result = Readonly<Record<string, unknown>>;
/** `sealed`: digests of the closes that this case has made, by day and version; `runs`: how each day was run last. */
type Desk = { readonly books: BooksContext; readonly sealed: Map<string, string>; readonly runs: Map<string, RunDay> };

const people = { maker: z.string().min(1), checker: z.string().min(1) };
const closeParams = z.object({ settle_day: settlementDaySchema, ...people, reason: z.string().optional() });
const openDayParams = z.object({ settle_day: settlementDaySchema, as_of: settlementDaySchema });
const readParams = z.object({ settle_day: settlementDaySchema, version: z.int().optional() });
const supersedeParams = z.object({ file: z.string(), supersedes: z.string().optional(), ...people, reason: z.string().optional() });

/** The books with a person at the desk: what closes and corrects them is for people. */
export function as(books: BooksContext, name: string): BooksContext {
  return { ...books, actor: { kind: "staff", userId: name, name, role: "finance" } };
}

/** Runs a day as the step says, and remembers how. */
export async function runAsTold({ books, runs }: Desk, command: RunDay): Promise<Result> {
  await runDay(books, command);
  runs.set(command.settleDay, command);
  const document = await dayResult(books, { settleDay: command.settleDay });
  if (!document) throw new Error(`the run of ${command.settleDay} was not kept`);
  return document;
}

/** Both people in turn. What stands in the way is the step's answer. */
export async function closeStep(desk: Desk, step: Step): Promise<Result> {
  const { settle_day: settleDay, maker, checker, reason } = paramsOf(closeParams, step);
  const { books, sealed } = desk;
  await runAnewIfStale(desk, settleDay);
  return refusable(async () => {
    const { proposalId } = await proposeClose(as(books, maker), { settleDay, reason });
    const approval = approveClose(as(books, checker), { settleDay, maker: `staff:${maker}` });
    const { version, digest } = await orWithdrawn(as(books, maker), proposalId, approval);
    sealed.set(`${settleDay} v${version}`, digest);
    return closedDay(books, settleDay);
  });
}

/** Cases reconcile their days first and close them then, one after the other: what one close leaves to the next day is looked at there. */
async function runAnewIfStale(desk: Desk, settleDay: RunDay["settleDay"]): Promise<void> {
  const command = desk.runs.get(settleDay);
  const { state } = await readDayState(desk.books, { settleDay });
  if (command === undefined || state === "CLOSED") return;
  const checklist = await readChecklist(desk.books, { settleDay });
  if (checklist.some(({ code, isMet }) => code === "FRESH_RUN" && !isMet)) await runAsTold(desk, command);
}

/** One person alone tries both. Whether the day is ready does not matter: nobody closes a day alone. */
export async function selfApprovalStep({ books }: Desk, step: Step): Promise<Result> {
  const { settle_day: settleDay, maker, checker } = paramsOf(closeParams, step);
  const { proposalId } = await refusable(async () => proposeClose(as(books, maker), { settleDay }));
  return refusable(async () => {
    const approval = approveClose(as(books, checker), { settleDay, maker: `staff:${maker}` });
    await (typeof proposalId === "string" ? orWithdrawn(as(books, maker), proposalId, approval) : approval);
    return { refused: false };
  });
}

/** What is refused leaves nothing waiting, so that later steps can ask again. */
async function orWithdrawn<T>(maker: BooksContext, proposalId: string, approval: Promise<T>): Promise<T> {
  try {
    return await approval;
  } catch (error) {
    await refusable(async () => withdrawProposal(maker, { proposalId }).then(() => ({})));
    throw error;
  }
}

/** The snapshot's digest is answered in words: it is the same as after the close, or what it is now. */
export async function readClosedStep({ books, sealed }: Desk, step: Step): Promise<Result> {
  const { settle_day: settleDay, version } = paramsOf(readParams, step);
  return refusable(async () => {
    const day = await closedDay(books, settleDay, version);
    const isSame = sealed.get(`${settleDay} v${String(day["version"])}`) === day["snapshot_hash"];
    return isSame ? { ...day, snapshot_hash: "same as after the close" } : day;
  });
}

/** The current open day: what is learned of closed days is posted there. */
export async function reconcileOpenStep(desk: Desk, step: Step): Promise<Result> {
  const { settle_day: settleDay, as_of: asOf } = paramsOf(openDayParams, step);
  return runAsTold(desk, { settleDay, asOf, takesPrior: true });
}

export async function reopenStep({ books }: Desk, step: Step): Promise<Result> {
  const { settle_day: settleDay, maker, checker, reason = "" } = paramsOf(closeParams, step);
  return refusable(async () => {
    const { proposalId } = await proposeReopen(as(books, maker), { settleDay, reason });
    const state = await orWithdrawn(as(books, maker), proposalId, approveReopen(as(books, checker), { proposalId }));
    const { closes } = await readDayState(books, { settleDay });
    return { day_status: state.at, version: state.version, version_1_still_readable: closes.some(({ version }) => version === 1) };
  });
}

/** Both people in turn let a corrected file take the place of the one before. */
export async function supersedeStep({ books }: Desk, step: Step): Promise<Result> {
  const { file, maker, checker, reason = "corrected file" } = paramsOf(supersedeParams, step);
  const files = await listFiles(books, { limit: 200 });
  const corrected =
    files.find(({ name, status }) => name === file && status === "PENDING_SUPERSEDE") ?? files.find(({ name }) => name === file);
  if (!corrected?.id) throw new BadCase(`the file ${file} was not imported`);
  const { id: fileId } = corrected;
  return refusable(async () => {
    const { replaces, unchanged, changed, removed, added } = await supersedeDiff(as(books, maker), { fileId });
    const { proposalId } = await proposeFileDecision(as(books, maker), { fileId, decision: "supersede", reason });
    const view = await orWithdrawn(as(books, maker), proposalId, approveFileDecision(as(books, checker), { proposalId }));
    return { file_status: view.status, superseded: replaces[0]?.name ?? null, diff: { unchanged, changed, removed, added } };
  });
}

async function closedDay(books: BooksContext, settleDay: z.infer<typeof settlementDaySchema>, version?: number): Promise<Result> {
  const { state } = await readDayState(books, { settleDay });
  const close = await readClose(books, { settleDay, version });
  const totals = close.totals.map(({ currency, ...figures }) => [currency, figures] as const);
  return {
    day_status: state,
    version: close.version,
    totals: Object.fromEntries(totals),
    snapshot_hash: close.digest,
    result_hash: close.resultHash,
    balances: close.balances,
  };
}

const REASONS: Readonly<Record<string, string>> = {
  own_request: "CHECKER_IS_MAKER",
  day_closed: "DAY_CLOSED",
  month_closed: "MONTH_CLOSED",
};

/** A refusal by the product is an answer like any other. What stands in the way of a close is named point by point. */
async function refusable<T extends Result>(work: () => Promise<T>): Promise<T | Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const points = error.fields.map(({ fault }) => fault);
    return { refused: true, reason: REASONS[error.code] ?? points[0] ?? error.code.toUpperCase(), points, message: error.message };
  }
}
