import type { Database } from "@tillbook/db/client";
import type { Role } from "@tillbook/domain/staff";
import { addDays, type SettlementDay } from "@tillbook/domain/time";
import type { BooksContext } from "../../settlement/index.ts";
import { financeAt } from "../../settlement/testing/books.ts";
import { approveClose, dayResult, proposeClose, type ResultDocument, runDay } from "../index.ts";

/** The books with another person at the desk. */
export function as(ctx: BooksContext, name: string, role: Role = "finance"): BooksContext {
  return { ...ctx, actor: { kind: "staff", userId: name, name, role } };
}

/** The same desk some days after; its clock stands at ten in the morning. */
export function onDay(ctx: BooksContext, day: SettlementDay): BooksContext {
  return { ...ctx, clock: { now: () => new Date(`${day}T10:00:00+08:00`) } };
}

/** Anna, who makes, and Ben, who checks, at one merchant's desk on the morning after a settlement day. */
export async function twoPeople(
  db: Database,
  settlementRules: object = {},
): Promise<{ anna: BooksContext; ben: BooksContext; olga: BooksContext }> {
  const ctx = await financeAt(db);
  const rules = { fee: { rate: "0.80%" }, ...settlementRules };
  const at = { ...ctx, account: { ...ctx.account, settlementRules: rules } };
  return { anna: as(at, "anna"), ben: as(at, "ben"), olga: as(at, "olga", "owner") };
}

/** Runs a day as of the next one and answers its document. */
export async function run(
  ctx: BooksContext,
  settleDay: SettlementDay,
  over: { asOf?: SettlementDay; takesPrior?: boolean } = {},
): Promise<ResultDocument> {
  await runDay(ctx, { settleDay, asOf: addDays(settleDay, 1), ...over });
  const document = await dayResult(ctx, { settleDay });
  if (!document) throw new Error("the run was not kept");
  return document;
}

/** Both people close a day that was run. */
export async function close(people: { anna: BooksContext; ben: BooksContext }, settleDay: SettlementDay, asOf = addDays(settleDay, 1)) {
  const [maker, checker] = [onDay(people.anna, asOf), onDay(people.ben, asOf)];
  await proposeClose(maker, { settleDay });
  return approveClose(checker, { settleDay, maker: "staff:anna" });
}
