import { z } from "zod";
import { ACTIONS, actionSchema, type FaultAction, nameOf } from "./actions.ts";
import { OPERATIONS, type Operation } from "./operations.ts";

const PENDING_CODES = ["1143", "1145", "1298", "2999"];

/** One scripted fault: from the `nth` matching call on, `count` times, each with `chance` under `seed`. */
export const scriptSchema = z
  .strictObject({
    match: z.strictObject({
      operation: z.enum(OPERATIONS),
      /** The number of the call, or of the payment that a refund is about. */
      outTradeNo: z.string().optional(),
      /** Notifications only. */
      about: z.enum(["payment", "refund"]).optional(),
      nth: z.number().int().min(1).default(1),
      /** Once by default (`reorderNotification`: until its set is full), or without end where `chance` is given. */
      count: z.number().int().min(1).optional(),
      chance: z.number().min(0).max(1).optional(),
    }),
    action: actionSchema,
    seed: z.number().int().default(0),
  })
  .superRefine(({ match, action }, context) => {
    const why = whyImpossible(match, action);
    if (why !== undefined) context.addIssue({ code: "custom", path: why.path, message: why.message });
  });

export type FaultScript = z.output<typeof scriptSchema>;

type Match = z.output<typeof scriptSchema>["match"];

function whyImpossible(match: Match, action: FaultAction): { readonly path: string[]; readonly message: string } | undefined {
  const name = nameOf(action);
  if (name === undefined) return undefined;
  const at: readonly Operation[] = ACTIONS[name].at;
  if (!at.includes(match.operation))
    return { path: ["action", name], message: `this action belongs to another operation: ${at.join(", ")}` };
  if (match.about !== undefined && match.operation !== "notification")
    return { path: ["match", "about"], message: "goes with the operation notification" };
  if ("respcd" in action) return whyCodeImpossible(match.operation, action);
  return undefined;
}

function whyCodeImpossible(operation: Operation, action: Extract<FaultAction, { respcd: string }>) {
  if (action.level !== undefined && operation !== "query") return { path: ["action", "level"], message: "goes with the operation query" };
  if (isRowLevel(operation, action) && action.processed === false)
    return { path: ["action", "processed"], message: 'an enquiry that is not processed has no rows: add "level": "call"' };
  const hasNoRow = operation === "query" ? action.level === "call" : !isProcessed(action);
  if (hasNoRow && action.queries !== undefined && action.queries !== 0)
    return { path: ["action", "queries"], message: "there is no row that enquiries could show: leave it out, or process the call" };
  return undefined;
}

/** Whether the call is done all the same. Codes that say "under way" mean it unless told otherwise, the others do not. */
export function isProcessed(action: Extract<FaultAction, { respcd: string }>): boolean {
  return action.processed ?? PENDING_CODES.includes(action.respcd);
}

/** Whether the action is about the rows that an enquiry shows, and not about the enquiry. */
export function isRowLevel(operation: Operation, action: FaultAction): boolean {
  if (operation !== "query") return false;
  return "absent" in action || ("respcd" in action && action.level !== "call");
}
