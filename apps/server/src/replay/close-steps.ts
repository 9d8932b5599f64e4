import { AppError } from "@tillbook/api/errors";
import {
  approveClose,
  approveReopen,
  dayResult,
  proposeClose,
  proposeReopen,
  readClose,
  readDayState,
  runDay,
} from "@tillbook/api/reconciliation";
import { approveFileDecision, type BooksContext, listFiles, proposeFileDecision, supersedeDiff } from "@tillbook/api/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { BadCase, type Step } from "./case-files.ts";
import { paramsOf } from "./step-params.ts";

type Result = Readonly<Record<string, unknown>>;
/** `sealed`: digests of the closes that this case has made, by day and version. */
type Desk = { readonly books: BooksContext; readonly sealed: Map<string, string> };

const people = { maker: z.string().min(1), checker: z.string().min(1) };
const closeParams = z.object({ settle_day: settlementDaySchema, ...people, reason: z.string().optional() });
const openDayParams = z.object({ settle_day: settlementDaySchema, as_of: settlementDaySchema });
const readParams = z.object({ settle_day: settlementDaySchema, version: z.int().optional() });
const supersedeParams = z.object({ file: z.string(), supersedes: z.string().optional(), ...people, reason: z.string().optional() });

/** The books with a person at the desk: what closes and corrects them is for people. */
export function as(books: BooksContext, name: string): BooksContext {
  return { ...books, actor: { kind: "staff", userId: name, name, role: "finance" } };
}

/** Both people in turn. What stands in the way is the step's answer. */
export async function closeStep({ books, sealed }: Desk, step: Step): Promise<Result> {
  const { settle_day: settleDay, maker, checker, reason } = paramsOf(closeParams, step);
  return refusable(async () => {
    await proposeClose(as(books, maker), { settleDay, reason });
    const { version, digest } = await approveClose(as(books, checker), { settleDay, maker: `staff:${maker}` });
    sealed.set(`${settleDay} v${version}`, digest);
    return closedDay(books, settleDay);
  });
}

/** One person alone tries both. Whether the day is ready does not matter: nobody closes a day alone. */
export async function selfApprovalStep({ books }: Desk, step: Step): Promise<Result> {
  const { settle_day: settleDay, maker, checker } = paramsOf(closeParams, step);
  await refusable(async () => proposeClose(as(books, maker), { settleDay }));
  return refusable(async () => {
    await approveClose(as(books, checker), { settleDay, maker: `staff:${maker}` });
    return { refused: false };
  });
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
export async function reconcileOpenStep({ books }: Desk, step: Step): Promise<Result> {
  const { settle_day: settleDay, as_of: asOf } = paramsOf(openDayParams, step);
  await runDay(books, { settleDay, asOf, takesPrior: true });
  const document = await dayResult(books, { settleDay });
  if (!document) throw new Error(`the run of ${settleDay} was not kept`);
  return document;
}

export async function reopenStep({ books }: Desk, step: Step): Promise<Result> {
  const { settle_day: settleDay, maker, checker, reason = "" } = paramsOf(closeParams, step);
  return refusable(async () => {
    const { proposalId } = await proposeReopen(as(books, maker), { settleDay, reason });
    const state = await approveReopen(as(books, checker), { proposalId });
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
    const view = await approveFileDecision(as(books, checker), { proposalId });
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
