import type { CaseKind, OrderState, RefundPlace, Verdict } from "@tillbook/api/views";
import { currencySchema } from "@tillbook/domain/money";
import { BREAK_CODES } from "@tillbook/domain/reconciliation";
import { AGES, BREAK_STATES } from "@tillbook/domain/reconciliation/breaks";
import { REPORT_NAMES } from "@tillbook/domain/reconciliation/reports";
import { settlementDaySchema } from "@tillbook/domain/time";
import { TEST_EVENT, webhookEventSchema } from "@tillbook/domain/webhooks";
import { z } from "zod";
import { daySpan } from "./day.ts";

export const ORDER_STATES = ["open", "paid", "expired", "cancelled"] as const satisfies readonly OrderState[];

const day = settlementDaySchema.optional().catch(undefined);
const instant = z.iso.datetime().optional().catch(undefined);
const states = z
  .string()
  .transform((text) => ORDER_STATES.filter((state) => text.split(",").includes(state)).join(","))
  .transform((text) => (text === "" ? undefined : text))
  .optional()
  .catch(undefined);

/**
 * Filters of the order list as they stand in the address. `state` is a comma list; `from`/`to` are days at UTC+8, both
 * included; `paidFrom`/`paidTo` and `refundedFrom`/`refundedTo` are instants, the second excluded. Whatever cannot be read is dropped.
 */
export const ordersSearchSchema = z.object({
  q: z
    .string()
    .trim()
    .max(128)
    .transform((text) => (text === "" ? undefined : text))
    .optional()
    .catch(undefined),
  state: states,
  /** Only those of which a person must decide something. */
  needs: z.literal("person").optional().catch(undefined),
  currency: currencySchema.optional().catch(undefined),
  from: day,
  to: day,
  paidFrom: instant,
  paidTo: instant,
  refundedFrom: instant,
  refundedTo: instant,
});
export type OrdersSearch = z.infer<typeof ordersSearchSchema>;

/** Turns the address's filters into what the order list is asked for. Absent filters stay absent. */
export function orderFilters(search: OrdersSearch) {
  return {
    ...(search.q === undefined ? {} : { q: search.q }),
    ...(search.state === undefined ? {} : { states: statesOf(search) }),
    ...(search.needs === undefined ? {} : { needsPerson: true }),
    ...(search.currency === undefined ? {} : { currency: search.currency }),
    ...(search.from === undefined ? {} : { createdFrom: daySpan(search.from).from }),
    ...(search.to === undefined ? {} : { createdTo: daySpan(search.to).to }),
    ...(search.paidFrom === undefined ? {} : { paidFrom: search.paidFrom }),
    ...(search.paidTo === undefined ? {} : { paidTo: search.paidTo }),
    ...(search.refundedFrom === undefined ? {} : { refundedFrom: search.refundedFrom }),
    ...(search.refundedTo === undefined ? {} : { refundedTo: search.refundedTo }),
  };
}

/** The chosen states, in the fixed order of the list. */
export function statesOf(search: OrdersSearch): OrderState[] {
  const chosen = search.state?.split(",") ?? [];
  return ORDER_STATES.filter((state) => chosen.includes(state));
}

/** The search with one state switched on or off. */
export function toggleState(search: OrdersSearch, state: OrderState): OrdersSearch {
  const before = statesOf(search);
  const after = ORDER_STATES.filter((each) => (each === state ? !before.includes(each) : before.includes(each)));
  return { ...search, state: after.length === 0 ? undefined : after.join(",") };
}

/** How many filters narrow the list; a date range counts once. */
export function filterCount(search: OrdersSearch): number {
  const { state, needs, currency, from, to, paidFrom, paidTo, refundedFrom, refundedTo } = search;
  return [state, needs, currency, from ?? to, paidFrom ?? paidTo, refundedFrom ?? refundedTo].filter((each) => each !== undefined).length;
}

export const REFUND_PLACES = ["approval", "waiting", "under_way", "done", "failed"] as const satisfies readonly RefundPlace[];

/** Which refunds the list shows: those at one place, all when there is none. */
export const refundsSearchSchema = z.object({ place: z.enum(REFUND_PLACES).optional().catch(undefined), q: ordersSearchSchema.shape.q });
export type RefundsSearch = z.infer<typeof refundsSearchSchema>;

/** Asking for a refund: of which payment, when the order has several, and why, when a case suggested it. */
export const refundFormSearchSchema = z.object({
  payment: z.uuid().optional().catch(undefined),
  why: z.enum(["twin", "paid_late"]).optional().catch(undefined),
});

export const CASE_KINDS = ["paid_late", "twin", "unclear", "quarantined"] as const satisfies readonly CaseKind[];

/** Which cases the list shows: the open ones first, or those that are (not) decided, of one kind. */
export const casesSearchSchema = z.object({
  is: z.enum(["open", "closed"]).optional().catch(undefined),
  kind: z.enum(CASE_KINDS).optional().catch(undefined),
});
export type CasesSearch = z.infer<typeof casesSearchSchema>;

const dayText = settlementDaySchema
  .transform((text): string => text)
  .optional()
  .catch(undefined);

/** Which breaks the desk shows, and which one is open (`item`: what it is about, the same from run to run). */
export const breaksSearchSchema = z.object({
  is: z.literal("settled").optional().catch(undefined),
  code: z.enum(BREAK_CODES).optional().catch(undefined),
  state: z.enum(BREAK_STATES).optional().catch(undefined),
  age: z.enum(AGES).optional().catch(undefined),
  owner: z.string().trim().min(1).max(100).optional().catch(undefined),
  day: dayText,
  item: z.string().max(300).optional().catch(undefined),
});
export type BreaksSearch = z.infer<typeof breaksSearchSchema>;

/** Which report is shown, over which settlement days, both included. */
export const reportsSearchSchema = z.object({ report: z.enum(REPORT_NAMES).optional().catch(undefined), first: dayText, last: dayText });
export type ReportsSearch = z.infer<typeof reportsSearchSchema>;

export const LENS_ROWS = ["moving", "boundary", "all"] as const;

/** Days looked at through another cut-off (`HH:mm:ss` at UTC+8), and which of their transactions are listed. */
export const lensSearchSchema = z.object({
  first: dayText,
  last: dayText,
  cutoff: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/)
    .optional()
    .catch(undefined),
  only: z.enum(LENS_ROWS).optional().catch(undefined),
});
export type LensSearch = z.infer<typeof lensSearchSchema>;

/** Which rules are looked at, the settlement days (both included) they are tried on, and the draft: a JSON text of what shall be others. */
export const rulesSearchSchema = z.object({
  set: z.enum(["settlement", "refunds"]).optional().catch(undefined),
  first: dayText,
  last: dayText,
  rules: z.string().max(20_000).optional().catch(undefined),
});
export type RulesSearch = z.infer<typeof rulesSearchSchema>;

export const todaySearchSchema = z.object({
  day,
  view: z.enum(["chart", "table"]).optional().catch(undefined),
  currency: currencySchema.optional().catch(undefined),
});

export const MATCH_TABS = ["matched", "broken", "carried", "ignored"] as const;
export type MatchTab = (typeof MATCH_TABS)[number];
export const monthSearchSchema = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
});
export const daySearchSchema = z.object({
  tab: z.enum(MATCH_TABS).optional().catch(undefined),
  item: z.string().max(300).optional().catch(undefined),
});

/** Where to go after signing in: one of our own paths, never another site. */
export const signInSearchSchema = z.object({
  to: z
    .string()
    .refine((text) => isOwnPath(text))
    .optional()
    .catch(undefined),
});

/** Whether text is a path on this site. Browsers read `//x` and `/\x` as other hosts, so both are refused. */
export function isOwnPath(text: string): boolean {
  return /^\/(?![/\\])[\w\-./~%?&=:,+]*$/.test(text);
}

/** The search with another range of days; text that is no day leaves that end open, swapped ends are put right. */
export function withRange(search: OrdersSearch, from: string | undefined, to: string | undefined): OrdersSearch {
  const ends = [day.parse(from), day.parse(to)] as const;
  const isSwapped = ends[0] !== undefined && ends[1] !== undefined && ends[0] > ends[1];
  return { ...search, from: isSwapped ? ends[1] : ends[0], to: isSwapped ? ends[0] : ends[1] };
}

export const VERDICTS = ["verified", "duplicate", "mismatched", "unknown", "forged"] as const satisfies readonly Verdict[];

/** Filters of the ledger of notifications. `verdict` is a comma list; `day` is a day at UTC+8 on which they came. */
export const notificationsSearchSchema = z.object({
  q: ordersSearchSchema.shape.q,
  verdict: z
    .string()
    .transform((text) => VERDICTS.filter((verdict) => text.split(",").includes(verdict)).join(","))
    .transform((text) => (text === "" ? undefined : text))
    .optional()
    .catch(undefined),
  day: day.transform((text): string | undefined => text),
  account: z.uuid().optional().catch(undefined),
});
export type NotificationsSearch = z.infer<typeof notificationsSearchSchema>;

/** Turns the address's filters into what the ledger is asked for. Absent filters stay absent; text that is no day is none. */
export function notificationFilters(search: NotificationsSearch) {
  const read = day.parse(search.day);
  return {
    ...(search.q === undefined ? {} : { q: search.q }),
    ...(search.verdict === undefined ? {} : { verdicts: verdictsOf(search) }),
    ...(read === undefined ? {} : { day: read }),
    ...(search.account === undefined ? {} : { accountId: search.account }),
  };
}

/** The chosen verdicts, in the fixed order of the list. */
export function verdictsOf(search: NotificationsSearch): Verdict[] {
  const chosen = search.verdict?.split(",") ?? [];
  return VERDICTS.filter((verdict) => chosen.includes(verdict));
}

/** The search with one verdict switched on or off. */
export function toggleVerdict(search: NotificationsSearch, verdict: Verdict): NotificationsSearch {
  const before = verdictsOf(search);
  const after = VERDICTS.filter((each) => (each === verdict ? !before.includes(each) : before.includes(each)));
  return { ...search, verdict: after.length === 0 ? undefined : after.join(",") };
}

export const DELIVERY_STATES = ["waiting", "delivered", "failed"] as const;

/** Filters of the delivery log. `day` is a day at UTC+8 on which the events happened. */
export const deliveriesSearchSchema = z.object({
  state: z.enum(DELIVERY_STATES).optional().catch(undefined),
  endpoint: z.uuid().optional().catch(undefined),
  type: z
    .enum([...webhookEventSchema.options, TEST_EVENT])
    .optional()
    .catch(undefined),
  day: day.transform((text): string | undefined => text),
});
export type DeliveriesSearch = z.infer<typeof deliveriesSearchSchema>;

/** Turns the address's filters into what the log is asked for. Absent filters stay absent; text that is no day is none. */
export function deliveryFilters(search: DeliveriesSearch) {
  const read = day.parse(search.day);
  return {
    ...(search.state === undefined ? {} : { state: search.state }),
    ...(search.endpoint === undefined ? {} : { endpointId: search.endpoint }),
    ...(search.type === undefined ? {} : { type: search.type }),
    ...(read === undefined ? {} : daySpan(read)),
  };
}
