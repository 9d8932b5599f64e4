import { type ListedTransaction, listTransactions as pageOfTransactions } from "@tillbook/db/transactions";
import { settlementDayBounds, settlementDay as settlementDayOf } from "@tillbook/domain/time";
import { z } from "zod";
import { requireRight } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import { rulesOf } from "../../settlement/index.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { operation } from "../operation.ts";
import { transactionBody, transactionExample, transactionFilterSchema, transactionPageSchema } from "../schemas/transactions.ts";

const listTransactions = operation({
  id: "listTransactions",
  method: "GET",
  path: "/transactions",
  tag: "Settlement",
  summary: "List transactions",
  description: "What QFPay's book says moved, newest first, by the day it settles under or by its number.",
  scope: "settlement:read",
  query: transactionFilterSchema,
  answers: [
    {
      status: 200,
      description: "A page of transactions.",
      schema: transactionPageSchema,
      example: { items: [transactionExample], nextCursor: null },
    },
  ],
  refusals: [],
  async run(ctx, { query }) {
    requireRight(ctx.actor, "readSettlement");
    const { cursor, limit, settlementDay, syssn, kind } = query;
    const { cutoff } = rulesOf(ctx.account);
    const bounds = settlementDay === undefined ? null : settlementDayBounds(settlementDay, cutoff);
    const list = { name: "transactions", filter: { settlementDay, syssn, kind } };
    const rows = await pageOfTransactions(ctx.db.read.sql, {
      accountId: ctx.account.id,
      syssn: syssn ?? null,
      kind: kind ?? null,
      from: bounds?.from ?? null,
      until: bounds?.until ?? null,
      after: readEnd(readCursor(ctx, list, cursor)),
      limit: limit + 1,
    });
    const items = rows.slice(0, limit);
    const end = rows.length > limit ? endOf(items.at(-1)) : null;
    return {
      status: 200,
      body: {
        items: items.map((row) => transactionBody(row, settlementDayOf(row.sysdtm, cutoff))),
        nextCursor: writeCursor(ctx, list, end),
      },
    };
  },
});

const endSchema = z.tuple([z.iso.datetime(), z.string()]);

function endOf(last: ListedTransaction | undefined): string | null {
  return last ? JSON.stringify([last.sysdtm.toISOString(), last.syssn]) : null;
}

function readEnd(end: string | undefined): { sysdtm: Date; syssn: string } | null {
  if (end === undefined) return null;
  const read = endSchema.safeParse(JSON.parse(end));
  if (!read.success)
    throw new AppError("invalid_input", "the cursor is not one of ours", { fields: [{ field: "cursor", fault: "not_accepted" }] });
  return { sysdtm: new Date(read.data[0]), syssn: read.data[1] };
}

export const transactionOperations = [listTransactions];
