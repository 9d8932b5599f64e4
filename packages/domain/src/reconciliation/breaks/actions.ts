import { z } from "zod";
import { settlementDaySchema } from "../../time/index.ts";

/** What people can do about a break. Each is added to the record; none is ever taken out of it. */
export const RESOLUTION_ACTIONS = ["ENQUIRE", "LINK", "CREATE_INTERNAL", "CLAIM", "CARRY", "WRITE_OFF", "IGNORE_LINE", "REVERSE"] as const;
export type ResolutionAction = (typeof RESOLUTION_ACTIONS)[number];

/** Accounts that a difference may be written off to. */
export const WRITE_OFF_ACCOUNTS = ["write_off", "suspense", "fees", "bank_charges", "fx"] as const;

const place = z.strictObject({ fileId: z.uuid(), lineNo: z.int().min(1) });

/** What is asked for; the break itself stands beside it. */
export const wishSchema = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("LINK"),
    /** Rows to tie, also of other breaks; the break's own row is among them. */
    lines: z.array(place).min(1).max(20),
    syssns: z.array(z.string().min(1).max(40)).min(1).max(20),
  }),
  z.strictObject({ action: z.literal("CREATE_INTERNAL") }),
  z.strictObject({ action: z.literal("CLAIM"), ticket: z.string().trim().min(1, "required").max(100, "too_long") }),
  z.strictObject({
    action: z.literal("CARRY"),
    /** The last day on which it may still be a matter of time. */
    until: settlementDaySchema,
    owner: z.string().trim().min(1, "required").max(100, "too_long"),
  }),
  z.strictObject({ action: z.literal("WRITE_OFF"), account: z.enum(WRITE_OFF_ACCOUNTS) }),
  z.strictObject({ action: z.literal("IGNORE_LINE") }),
]);
export type Wish = z.infer<typeof wishSchema>;

/** Why, in a person's words. */
export const reasonSchema = z.string().trim().min(3, "required").max(500, "too_long");
/** Documents that may go with one proposal, and the size of each. */
export const DOCUMENTS = { most: 5, maxBytes: 5 * 1_024 * 1_024 } as const;
/** Mails, tickets and files that speak for it, by name or address. */
export const evidenceSchema = z.array(z.string().trim().min(1).max(300)).max(10);
