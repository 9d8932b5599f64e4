import { currencySchema } from "@tillbook/domain/money";
import { reasonSchema } from "@tillbook/domain/reconciliation/breaks";
import { JOURNAL_LAYOUTS } from "@tillbook/domain/reconciliation/journals";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { readChecklist } from "./closing/checklist.ts";
import { declineClose, proposeClose, stateNoActivity } from "./closing/close-day.ts";
import {
  approveMonthClose,
  approveMonthReopen,
  declineMonth,
  proposeMonthClose,
  proposeMonthReopen,
  readMonth,
} from "./closing/close-month.ts";
import { readBalances } from "./closing/read-balances.ts";
import { diffCloses, readClose, readCloseRows, readDayState } from "./closing/read-closes.ts";
import { approveReopen, declineReopen, proposeReopen } from "./closing/reopen-day.ts";
import { exportJournals, readJournals } from "./journals/read-journals.ts";
import { approveCloseWhereItBelongs } from "./where-it-belongs.ts";

const ofDay = z.strictObject({ settleDay: settlementDaySchema });
const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "not_a_month");
const version = z.int().min(1);
const note = z.string().trim().max(500, "too_long").optional();
const refusal = z.string().trim().min(3, "required").max(500, "too_long");
const inReview = ofDay.extend({ maker: z.string().min(1) });
const proposal = z.strictObject({ proposalId: z.uuid() });
const ledger = z.array(z.strictObject({ currency: currencySchema, amount: z.string().regex(/^-?\d+(\.\d+)?$/, "not_an_amount") })).max(20);

/** Closing days and months, opening them again, and what follows from it for the ledger. The verbs say who may. */
export const closingRouter = staff.router({
  checklist: staffProcedure.input(ofDay).query(({ ctx, input }) => readChecklist(ctx, input)),
  /** The balance with QFPay after the day, both sides of its proof. */
  balances: staffProcedure.input(ofDay).query(({ ctx, input }) => readBalances(ctx, input)),
  day: staffProcedure.input(ofDay).query(({ ctx, input }) => readDayState(ctx, input)),
  close: staffProcedure.input(ofDay.extend({ version: version.optional() })).query(({ ctx, input }) => readClose(ctx, input)),
  rows: staffProcedure
    .input(ofDay.extend({ version: version.optional(), after: z.int().min(-1), limit: z.int().min(1).max(1_000).default(200) }))
    .query(({ ctx, input }) => readCloseRows(ctx, input)),
  diff: staffProcedure.input(ofDay.extend({ from: version, to: version })).query(({ ctx, input }) => diffCloses(ctx, input)),
  propose: staffProcedure.input(ofDay.extend({ reason: note })).mutation(({ ctx, input }) => proposeClose(ctx, input)),
  approve: staffProcedure.input(inReview.extend({ note })).mutation(async ({ ctx, input }) => {
    await approveCloseWhereItBelongs(ctx, input);
    return readClose(ctx, input);
  }),
  decline: staffProcedure.input(inReview.extend({ note: refusal })).mutation(({ ctx, input }) => declineClose(ctx, input)),
  stateNoActivity: staffProcedure.input(ofDay.extend({ reason: reasonSchema })).mutation(({ ctx, input }) => stateNoActivity(ctx, input)),
  proposeReopen: staffProcedure.input(ofDay.extend({ reason: reasonSchema })).mutation(({ ctx, input }) => proposeReopen(ctx, input)),
  approveReopen: staffProcedure.input(proposal.extend({ note })).mutation(({ ctx, input }) => approveReopen(ctx, input)),
  declineReopen: staffProcedure.input(proposal.extend({ note: refusal })).mutation(({ ctx, input }) => declineReopen(ctx, input)),
  month: staffProcedure.input(z.strictObject({ month, ledger: ledger.optional() })).query(({ ctx, input }) => readMonth(ctx, input)),
  proposeMonth: staffProcedure
    .input(z.strictObject({ month, ledger, reason: reasonSchema }))
    .mutation(({ ctx, input }) => proposeMonthClose(ctx, input)),
  approveMonth: staffProcedure.input(proposal.extend({ note })).mutation(({ ctx, input }) => approveMonthClose(ctx, input)),
  proposeMonthReopen: staffProcedure
    .input(z.strictObject({ month, reason: reasonSchema }))
    .mutation(({ ctx, input }) => proposeMonthReopen(ctx, input)),
  approveMonthReopen: staffProcedure.input(proposal.extend({ note })).mutation(({ ctx, input }) => approveMonthReopen(ctx, input)),
  declineMonth: staffProcedure.input(proposal.extend({ note: refusal })).mutation(({ ctx, input }) => declineMonth(ctx, input)),
  journals: staffProcedure.input(ofDay).query(({ ctx, input }) => readJournals(ctx, input)),
  exportJournals: staffProcedure
    .input(z.strictObject({ first: settlementDaySchema, last: settlementDaySchema, layout: z.enum(JOURNAL_LAYOUTS) }))
    .mutation(({ ctx, input }) => exportJournals(ctx, input)),
});
