import type { ActionClass } from "./code-table.ts";
import type { Operation } from "./interpret.ts";

/** How an operation reads codes otherwise than the table: single codes first, then whole classes. */
type Reading = {
  readonly codes: ReadonlyMap<string, ActionClass>;
  readonly classes: Partial<Readonly<Record<ActionClass, ActionClass>>>;
};

const as = (action: ActionClass, ...codes: readonly string[]) => codes.map((code) => [code, action] as const);
const MAINTENANCE = ["1100", "1111", "1112"]; // it may have happened before the doors closed
const NUMBER_ALREADY_USED = ["1102", "1267", "2011"]; // the first request under this number may have succeeded

/**
 * "Rejected" must mean "certainly did not happen". So a code that fits an earlier success of the same number, or that speaks of
 * another operation than ours, is unknown: an enquiry tells, and nothing is sent again before it. docs/qfpay.md#outcomes
 */
const READINGS: { readonly [operation in Operation]: Reading } = {
  create: {
    codes: new Map(as("unknown", ...NUMBER_ALREADY_USED, "1150", "1155", "1270", "1271", "1272")), // the latter are about refunds
    classes: { state: "unknown", refusedForNow: "unknown" },
  },
  refund: {
    codes: new Map([
      ...as("unknown", ...MAINTENANCE, ...NUMBER_ALREADY_USED, "1125", "1129", "1260", "1262", "1264"),
      ...as("refusedForNow", "1201", "1205", "2004"), // too little balance, "failed, try later"
      ...as("state", "1181"),
      ...as("final", "1123"),
    ]),
    classes: { newOrder: "unknown" }, // of the channel or of a shopper's code: no word about a refund
  },
  close: {
    codes: new Map([
      ...as("ok", "1142", "1263", "1264"), // already unpaid and dead, which is what was asked for
      ...as("state", "1125", "1260", "1262"), // it was paid
      ...as("final", "1150"),
      ...as("unknown", "2011"),
    ]),
    classes: { state: "unknown", newOrder: "unknown", final: "unknown", refusedForNow: "unknown" },
  },
  queryRow: {
    codes: new Map(as("unknown", ...MAINTENANCE, "1125", "1129", "1136", "1260", "1261", "1262", "1268")),
    classes: {},
  },
  query: {
    codes: new Map(as("unknown", "1265", "1269", "2011")),
    classes: { state: "unknown", newOrder: "unknown", final: "unknown" }, // a transaction's words at the top of a call's answer
  },
  openid: { codes: new Map(), classes: { pending: "unknown", state: "unknown" } }, // there is nothing that could be asked about later
  note: { codes: new Map(), classes: {} },
};

/** What a code of this class asks for when `operation` is answered with it. */
export function actionFor(operation: Operation, code: string, table: ActionClass): ActionClass {
  const { codes, classes } = READINGS[operation];
  return codes.get(code) ?? classes[table] ?? table;
}
