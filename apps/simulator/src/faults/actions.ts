import { z } from "zod";
import { FORGERIES, ruleChangeSchema } from "../book/index.ts";
import { MALFORMED } from "./malformed.ts";
import { CALLS, MAKING, type Operation, REQUESTS } from "./operations.ts";

const yes = z.literal(true);
/** Real milliseconds. */
const realMs = z.number().int().min(0).max(600_000);
/** Simulated milliseconds, at most a year. */
const simulatedMs = z.number().int().min(1).max(31_536_000_000);
const times = z.number().int().min(1).max(100_000);
const queries = z.union([z.number().int().min(1), z.literal("forever")]);

/** Everything that can go wrong: how it is written, and where it belongs. The first name of each is its own. */
export const ACTIONS = {
  delayMs: {
    at: REQUESTS,
    schema: z.strictObject({ delayMs: realMs, when: z.enum(["before", "after"]).default("before") }),
  },
  /** The connection is reset and nothing happened. */
  dropBeforeProcessing: { at: REQUESTS, schema: z.strictObject({ dropBeforeProcessing: yes }) },
  /** It happened, and the connection is reset instead of answering. */
  dropAfterProcessing: { at: REQUESTS, schema: z.strictObject({ dropAfterProcessing: yes }) },
  /** No answer for so long, then a reset. */
  hangMs: { at: REQUESTS, schema: z.strictObject({ hangMs: realMs, processed: z.boolean().default(false) }) },
  /** So many bytes of the body come, then the connection is gone. Negative: all but the last ones. */
  cutAtByte: { at: CALLS, schema: z.strictObject({ cutAtByte: z.number().int() }) },
  bytesPerSecond: { at: CALLS, schema: z.strictObject({ bytesPerSecond: z.number().int().min(1) }) },
  /** Another HTTP status. `page` is HTML as a proxy writes it, `answer` the true answer. */
  httpStatus: {
    at: REQUESTS,
    schema: z.strictObject({
      httpStatus: z.number().int().min(200).max(599),
      processed: z.boolean().default(false),
      body: z.enum(["page", "nothing", "answer"]).default("page"),
      text: z.string().max(100_000).optional(),
      contentType: z.string().max(200).optional(),
      retryAfterS: z.number().int().min(0).optional(),
    }),
  },
  /** Any code, having done it or not. `queries`: in so many enquiries the row says the same. */
  respcd: {
    at: REQUESTS,
    schema: z.strictObject({
      respcd: z.string().max(16),
      processed: z.boolean().optional(),
      resperr: z.string().max(2000).optional(),
      respmsg: z.string().max(2000).optional(),
      queries: z.union([z.number().int().min(0), z.literal("forever")]).optional(),
      level: z.enum(["row", "call"]).optional(),
    }),
  },
  /** It happened, and the next enquiries do not find it. */
  absent: { at: [...MAKING, "query"], schema: z.strictObject({ absent: yes, queries: queries.default(1) }) },
  malformed: { at: CALLS, schema: z.strictObject({ malformed: z.enum(MALFORMED) }) },
  /** The refund itself takes its time: pending for so many enquiries, then `end`. */
  pendingRefund: {
    at: ["refund"],
    schema: z.strictObject({
      pendingRefund: z.enum(["1143", "1145", "2999"]),
      queries: queries.default(2),
      end: z
        .string()
        .regex(/^\d{4}$/, "0000, or the code with which it is refused")
        .default("0000"),
    }),
  },
  /** The call is judged under other rules. */
  rules: { at: CALLS, schema: z.strictObject({ rules: ruleChangeSchema }) },
  /** The wallet takes the money twice, under two `syssn`. */
  chargeTwice: { at: ["charge"], schema: z.strictObject({ chargeTwice: yes }) },
  /** The money moves so much later than the customer confirmed; `after-expiry` is a minute after the order's time. */
  chargeLate: { at: ["charge"], schema: z.strictObject({ chargeLate: z.union([simulatedMs, z.literal("after-expiry")]) }) },
  loseNotification: { at: ["notification"], schema: z.strictObject({ loseNotification: yes }) },
  doubleNotification: { at: ["notification"], schema: z.strictObject({ doubleNotification: yes }) },
  repeatNotification: {
    at: ["notification"],
    schema: z.strictObject({ repeatNotification: times, connections: z.number().int().min(1).max(1000).default(1) }),
  },
  lateNotification: { at: ["notification"], schema: z.strictObject({ lateNotification: simulatedMs }) },
  /** Notices wait until there are so many, then go out last come, first served. */
  reorderNotification: { at: ["notification"], schema: z.strictObject({ reorderNotification: z.number().int().min(2).max(1000) }) },
  /** A payment's notice waits for the one of its first refund. */
  holdForRefundNotification: { at: ["notification"], schema: z.strictObject({ holdForRefundNotification: yes }) },
  /**
   * A forged notice goes ahead of the true one, or instead of it; behind a payment's making it claims that it is paid.
   * True is `other-key`.
   */
  forgeNotification: {
    at: ["notification", "payment"],
    schema: z.strictObject({ forgeNotification: z.union([yes, z.enum(FORGERIES)]), instead: z.boolean().default(false) }),
  },
  /** Fields set, added, or removed with null; signed as they then are. */
  alterNotification: {
    at: ["notification"],
    schema: z.strictObject({
      alterNotification: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      alsoTrue: z.boolean().default(false),
    }),
  },
  /** Behind this notice an old one is delivered once more: the oldest of the same order, or of the account. */
  replayNotification: { at: ["notification"], schema: z.strictObject({ replayNotification: z.enum(["same-order", "any-order"]) }) },
  /** QFPay does not hear so many acceptances, and goes on. */
  deafNotification: { at: ["notification"], schema: z.strictObject({ deafNotification: times }) },
} as const satisfies Record<string, { readonly at: readonly Operation[]; readonly schema: z.ZodType }>;

export type ActionName = keyof typeof ACTIONS;
export type FaultAction = { [Name in ActionName]: z.output<(typeof ACTIONS)[Name]["schema"]> }[ActionName];
export type ActionOf<Name extends ActionName> = z.output<(typeof ACTIONS)[Name]["schema"]>;

/** `queries` as a number that can be counted down. */
export function countOf(queries: number | "forever"): number {
  return queries === "forever" ? Number.POSITIVE_INFINITY : queries;
}

/** The action's own name; `rules` and the like have further fields beside it. */
export function nameOf(action: object): ActionName | undefined {
  return actionNames().find((name) => name in action);
}

export function actionNames(): readonly ActionName[] {
  return Object.keys(ACTIONS).filter(isActionName);
}

function isActionName(name: string): name is ActionName {
  return Object.hasOwn(ACTIONS, name);
}

/** Reads an action and says which one was meant when it is wrong. */
export const actionSchema = z.looseObject({}).transform((raw, context): FaultAction => {
  const names = actionNames().filter((name) => Object.hasOwn(raw, name));
  const [name] = names;
  if (name === undefined || names.length > 1) {
    const found = names.length > 1 ? `one action a script, not ${names.join(" and ")}` : `unknown: say one of ${actionNames().join(", ")}`;
    context.issues.push({ code: "custom", message: found, input: raw });
    return z.NEVER;
  }
  const read = ACTIONS[name].schema.safeParse(raw);
  if (read.success) return read.data;
  for (const issue of read.error.issues) context.issues.push({ ...issue, code: "custom", message: issue.message, input: raw });
  return z.NEVER;
});
