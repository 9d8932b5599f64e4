import { addBusinessDays, type BusinessCalendar } from "../../settlement/index.ts";
import { may, type Role } from "../../staff/index.ts";
import type { SettlementDay } from "../../time/index.ts";

/** Who looks after a break, and the day (UTC+8) on which something is done about it next. */
export type Care = {
  readonly owner: string;
  readonly nextActionOn: SettlementDay;
  /** Nobody has said so: both follow from the rule. */
  readonly isByDefault: boolean;
};

/** Whose a break is that was given to nobody: by the actor that ran its day, as the books write it (`staff:<id>`); `otherwise` for all others. */
export type DefaultOwners = { readonly byActor: ReadonlyMap<string, string>; readonly otherwise: string };

/** What the default owners of an account's breaks follow from. */
export type OwnersKnown = {
  /** Whom the account names for all of them. */
  readonly named: string | null;
  /** Everybody who works at the merchant, in the order in which they are asked. */
  readonly people: readonly { readonly actor: string; readonly name: string; readonly role: Role }[];
  /** The account's own name. */
  readonly account: string;
};

/**
 * The default owners of an account's breaks. Whom the account names looks after all of them. Else it is whoever ran the day, as long as they
 * work here and may settle breaks; what a program or somebody gone ran is the first owner's. Without any it bears the account's own name.
 */
export function defaultOwners({ named, people, account }: OwnersKnown): DefaultOwners {
  if (named !== null) return { byActor: new Map(), otherwise: named };
  const able = people.filter(({ role }) => may(role, "resolveBreak"));
  const first = people.find(({ role }) => role === "owner");
  return { byActor: new Map(able.map(({ actor, name }) => [actor, name])), otherwise: first?.name ?? account };
}

/** What is known of a break itself. */
export type ToCareFor = {
  /** The newest word of a person; null before any. */
  readonly assigned: { readonly owner: string; readonly nextActionOn: SettlementDay } | null;
  /** Who made the run that shows it. */
  readonly ranBy: string;
  /** The day (UTC+8) of the first run that showed it. */
  readonly firstSeenOn: SettlementDay;
};

/** Who looks after a break and when: as a person said, else the default owner on the first business day after it was first seen. */
export function careFor(
  { assigned, ranBy, firstSeenOn }: ToCareFor,
  { owners, calendar }: { readonly owners: DefaultOwners; readonly calendar: BusinessCalendar },
): Care {
  if (assigned !== null) return { owner: assigned.owner, nextActionOn: assigned.nextActionOn, isByDefault: false };
  const owner = owners.byActor.get(ranBy) ?? owners.otherwise;
  return { owner, nextActionOn: addBusinessDays(firstSeenOn, 1, calendar), isByDefault: true };
}

/** Whether something should have been done before today (UTC+8). */
export function isOverdue({ nextActionOn }: Pick<Care, "nextActionOn">, today: SettlementDay): boolean {
  return nextActionOn < today;
}
