import type { Repositories } from "@tillbook/db/client";
import { type Care, careFor, type DefaultOwners, defaultOwners, isOverdue, type ToCareFor } from "@tillbook/domain/reconciliation/breaks";
import type { BusinessCalendar } from "@tillbook/domain/settlement";
import { MIDNIGHT, type SettlementDay, settlementDay } from "@tillbook/domain/time";
import { type BooksContext, deskRulesOf, rulesOf } from "../../settlement/index.ts";

/** By what the breaks of an account are looked after: default owners, business days, and the day that is running (UTC+8). */
export type CareTerms = { readonly owners: DefaultOwners; readonly calendar: BusinessCalendar; readonly today: SettlementDay };

export async function careTerms({ account, clock }: BooksContext, read: Repositories): Promise<CareTerms> {
  const members = await read.accounts.membersOf(account.organisationId);
  const people = members.map(({ userId, name, role }) => ({ actor: `staff:${userId}`, name, role }));
  const owners = defaultOwners({ named: deskRulesOf(account).breakOwner, people, account: account.name });
  return { owners, calendar: rulesOf(account).calendar, today: settlementDay(clock.now(), MIDNIGHT) };
}

/** As `careFor`, with the instant at which a run first showed the break, and whether its next day has passed. */
export function careOf(
  { firstSeenAt, ...aBreak }: Omit<ToCareFor, "firstSeenOn"> & { readonly firstSeenAt: Date },
  terms: CareTerms,
): Care & { readonly isOverdue: boolean } {
  const care = careFor({ ...aBreak, firstSeenOn: settlementDay(firstSeenAt, MIDNIGHT) }, terms);
  return { ...care, isOverdue: isOverdue(care, terms.today) };
}
