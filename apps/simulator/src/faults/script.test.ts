import { describe, expect, it } from "vitest";
import { ACTIONS, actionNames } from "./actions.ts";
import { OPERATIONS } from "./operations.ts";
import { scriptSchema } from "./script.ts";

const sentence = (script: unknown) => {
  const read = scriptSchema.safeParse(script);
  return read.success ? "taken" : read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
};
const refund = { operation: "refund" };
const query = { operation: "query" };
const payment = { operation: "payment" };
const notification = { operation: "notification" };

// biome-ignore format: one case a line
const WRONG: readonly [unknown, string][] = [
  [{ match: payment, action: {} }, "action: unknown: say one of delayMs, dropBeforeProcessing"],
  [{ match: payment, action: { explode: true } }, "action: unknown: say one of"],
  [{ match: payment, action: { delayMs: 1, malformed: "bom" } }, "action: one action a script, not delayMs and malformed"],
  [{ match: payment, action: { delayMs: -1 } }, "action.delayMs: Too small"],
  [{ match: payment, action: { delayMs: 1, when: "never" } }, "action.when: Invalid option"],
  [{ match: payment, action: { delayMs: 1, extra: 1 } }, 'action: Unrecognized key: "extra"'],
  [{ match: payment, action: { malformed: "soup" } }, "action.malformed: Invalid option"],
  [{ match: payment, action: { httpStatus: 99 } }, "action.httpStatus: Too small"],
  [{ match: payment, action: { loseNotification: true } }, "action.loseNotification: this action belongs to another operation: notification"],
  [{ match: notification, action: { delayMs: 1 } }, "action.delayMs: this action belongs to another operation: payment, query"],
  [{ match: payment, action: { pendingRefund: "1143" } }, "action.pendingRefund: this action belongs to another operation: refund"],
  [{ match: refund, action: { pendingRefund: "1201" } }, "action.pendingRefund: Invalid option"],
  [{ match: refund, action: { pendingRefund: "1143", end: "no" } }, "action.end: 0000, or the code with which it is refused"],
  [{ match: payment, action: { chargeTwice: true } }, "action.chargeTwice: this action belongs to another operation: charge"],
  [{ match: payment, action: { respcd: "1252", queries: 2 } }, "action.queries: there is no row that enquiries could show"],
  [{ match: payment, action: { respcd: "1252", level: "row" } }, "action.level: goes with the operation query"],
  [{ match: query, action: { respcd: "1252", processed: false } }, "action.processed: an enquiry that is not processed has no rows"],
  [{ match: query, action: { respcd: "1252", level: "call", queries: 1 } }, "action.queries: there is no row"],
  [{ match: payment, action: { rules: { cancelSuported: false } } }, 'action.rules: Unrecognized key: "cancelSuported"'],
  [{ match: notification, action: { forgeNotification: "magic" } }, "action.forgeNotification: Invalid input"],
  [{ match: notification, action: { reorderNotification: 1 } }, "action.reorderNotification: Too small"],
  [{ match: { operation: "payments" }, action: { delayMs: 1 } }, "match.operation: Invalid option"],
  [{ match: { operation: "query", about: "refund" }, action: { delayMs: 1 } }, "match.about: goes with the operation notification"],
  [{ match: { operation: "query", chance: 2 }, action: { delayMs: 1 } }, "match.chance: Too big"],
  [{ match: { operation: "query", nth: 0 }, action: { delayMs: 1 } }, "match.nth: Too small"],
  [{ match: payment, action: { delayMs: 1 }, when: "now" }, 'Unrecognized key: "when"'],
  [{ match: payment }, "action: Invalid input"],
];

describe("a script", () => {
  it.each(WRONG)("like %j is refused with a sentence that names the field", (script, expected) => {
    expect(sentence(script)).toContain(expected);
  });

  it("belongs to the operations that its action names, and to no other", () => {
    // biome-ignore format: the values that are not simply true
    const example: Readonly<Record<string, unknown>> = {
      delayMs: 1, hangMs: 1, cutAtByte: 1, bytesPerSecond: 1, httpStatus: 500, respcd: "1145", malformed: "bom", pendingRefund: "1143",
      rules: {}, chargeLate: 1, repeatNotification: 2, lateNotification: 1, reorderNotification: 2, alterNotification: {},
      replayNotification: "any-order", deafNotification: 1,
    };
    for (const name of actionNames()) {
      const taken = OPERATIONS.filter(
        (operation) => sentence({ match: { operation }, action: { [name]: example[name] ?? true } }) === "taken",
      );
      expect([name, taken.toSorted()]).toEqual([name, [...ACTIONS[name].at].toSorted()]);
    }
  });
});
