import { z } from "zod";

/** Where a fault can strike: QFPay's calls, and its notifications. */
export const OPERATIONS = [
  "payment",
  "query",
  "refund",
  "close",
  "reversal",
  "add_note",
  "get_weixin_oauth_code",
  "get_weixin_openid",
  "notification",
] as const;

export type Operation = (typeof OPERATIONS)[number];

const yes = z.literal(true);

/** What goes wrong. Delays are real time; lateness is simulated time, both in milliseconds. */
const actionSchema = z.union([
  z.strictObject({ delayMs: z.number().int().min(0).max(600_000) }),
  /** The connection is reset and nothing happened. */
  z.strictObject({ dropBeforeProcessing: yes }),
  /** It happened, and the connection is reset instead of answering. */
  z.strictObject({ dropAfterProcessing: yes }),
  /** The answer, and the row in the next `queries` enquiries, say that it is not decided yet. */
  z.strictObject({ respcd: z.enum(["1143", "1145"]), queries: z.number().int().min(1).default(1) }),
  z.strictObject({ loseNotification: yes }),
  z.strictObject({ doubleNotification: yes }),
  z.strictObject({ lateNotification: z.number().int().min(1) }),
  /** A second notice, signed with a wrong key, goes ahead of the true one. */
  z.strictObject({ forgeNotification: yes }),
]);

export type FaultAction = z.output<typeof actionSchema>;

/** One scripted fault: from the `nth` matching call on, `count` times, each with `chance` under `seed`. */
export const scriptSchema = z
  .strictObject({
    match: z.strictObject({
      operation: z.enum(OPERATIONS),
      outTradeNo: z.string().optional(),
      nth: z.number().int().min(1).default(1),
      /** Once by default, or without end where `chance` is given. */
      count: z.number().int().min(1).optional(),
      chance: z.number().min(0).max(1).optional(),
    }),
    action: actionSchema,
    seed: z.number().int().default(0),
  })
  .refine(isPossible, {
    path: ["action"],
    message: "this action belongs to another operation: …Notification to notification, the others to calls",
  });

export type FaultScript = z.output<typeof scriptSchema>;

function isPossible(script: { match: { operation: Operation }; action: FaultAction }): boolean {
  const isAboutNotices = Object.keys(script.action).some((name) => name.endsWith("Notification"));
  return isAboutNotices === (script.match.operation === "notification");
}
