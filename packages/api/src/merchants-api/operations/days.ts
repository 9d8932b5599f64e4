import { AppError } from "../../errors/index.ts";
import { dayResult, listDays as daysOfMonth, readDay as oneDay } from "../../reconciliation/index.ts";
import { operation } from "../operation.ts";
import { dayBody, dayExample, dayListSchema, dayParamsSchema, dayResultSchema, daySchema, monthSchema } from "../schemas/days.ts";

const dayRowExample = {
  day: dayExample.day,
  transactions: dayExample.transactions,
  gross: dayExample.gross,
  fileStatus: "ACTIVE",
  matched: 412,
  broken: 0,
  carried: 0,
  ignored: 0,
  runAt: "2026-11-22T03:00:00.000Z",
  isExplained: true,
  isStale: false,
  state: "CLOSED",
  version: 1,
} as const;

const listDays = operation({
  id: "listDays",
  method: "GET",
  path: "/days",
  tag: "Settlement",
  summary: "List the days of a month",
  description: "Every day of the month, whether anything happened or not, with how far it is reconciled.",
  scope: "settlement:read",
  query: monthSchema,
  answers: [{ status: 200, description: "The days.", schema: dayListSchema, example: { items: [dayRowExample] } }],
  refusals: [],
  run: async (ctx, { query }) => ({ status: 200, body: { items: await daysOfMonth(ctx, query) } }),
});

const readDay = operation({
  id: "readDay",
  method: "GET",
  path: "/days/{day}",
  tag: "Settlement",
  summary: "Read a settlement day",
  description: "Its files, its proofs and its newest run.",
  scope: "settlement:read",
  params: dayParamsSchema,
  answers: [{ status: 200, description: "The day.", schema: daySchema, example: dayExample }],
  refusals: [],
  run: async (ctx, { params }) => ({ status: 200, body: dayBody(await oneDay(ctx, { settleDay: params.day })) }),
});

const readDayResult = operation({
  id: "readDayResult",
  method: "GET",
  path: "/days/{day}/result",
  tag: "Settlement",
  summary: "Read a day's result document",
  description: "Every line and every transaction of the newest run in exactly one place. `not_found` before the first run.",
  scope: "settlement:read",
  params: dayParamsSchema,
  answers: [{ status: 200, description: "The result document.", schema: dayResultSchema }],
  refusals: ["not_found"],
  async run(ctx, { params }) {
    const document = await dayResult(ctx, { settleDay: params.day });
    if (!document) throw new AppError("not_found", "this day was never reconciled");
    return { status: 200, body: document };
  },
});

export const dayOperations = [listDays, readDay, readDayResult];
