import { echoOf } from "../fields/index.ts";
import { interpret, type Operation, type Outcome, type UnknownCause } from "../outcome/index.ts";
import { type JsonObject, NotStrictJson, readJsonObject } from "../strict-json/index.ts";

/** The value of an accepted answer, or the wire name of the field that is missing or unfit. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly field: string };

/** How to read the answers of one call. */
export type Expectation<T> = {
  readonly operation: Operation;
  /** Wire values that the answer must repeat where it names them at all: an answer about another order is no answer. */
  readonly echoes: Readonly<Record<string, string | undefined>>;
  readonly read: (fields: JsonObject) => Reading<T>;
};

const NOTHING: JsonObject = {};
const unknown = (cause: UnknownCause): Outcome<never> => ({ kind: "unknown", cause });

/** Reads the body of an HTTP 200. Only `respcd` is required of it, and it must be text of four digits. docs/qfpay.md#answers */
export function readAnswer<T>(bytes: Uint8Array, expected: Expectation<T>, at: Date): { outcome: Outcome<T>; fields: JsonObject } {
  const fields = strictly(bytes);
  if (fields instanceof NotStrictJson) return { outcome: unknown({ reason: "notJson", detail: fields.message }), fields: NOTHING };
  return { outcome: outcomeOf(fields, expected, at), fields };
}

function outcomeOf<T>(fields: JsonObject, expected: Expectation<T>, at: Date): Outcome<T> {
  const code = fields["respcd"];
  if (typeof code !== "string" || !/^\d{4}$/.test(code)) return unknown({ reason: "noRespcd" });
  const foreign = Object.entries(expected.echoes).find(([name, sent]) => !isEcho(fields, name, sent));
  if (foreign !== undefined) return unknown({ reason: "mismatch", field: foreign[0] });
  const message = spokenIn(fields);
  const reading = interpret(expected.operation, code, message, at);
  if (reading.kind === "rejected") return { ...reading, message };
  if (reading.kind === "unknown") return unknown({ reason: "code", code, message, listed: reading.listed });
  if (reading.kind === "pending") return reading;
  const value = expected.read(fields);
  return value.ok ? { kind: "accepted", value: value.value } : unknown({ reason: "unusable", field: value.field });
}

/** QFPay's own words, for people to read. */
function spokenIn(fields: JsonObject): string {
  const words = [fields["resperr"], fields["respmsg"]].flatMap((text) => (typeof text === "string" && text !== "" ? [text] : []));
  return words
    .join(" ")
    .replaceAll(/\p{Cc}/gu, " ")
    .slice(0, 500);
}

/** Amounts come as text or as a number; a field that is missing, null or empty repeats nothing and contradicts nothing. */
function isEcho(fields: JsonObject, name: string, sent: string | undefined): boolean {
  const value = Object.hasOwn(fields, name) ? fields[name] : null;
  if (sent === undefined || value === null || value === undefined || value === "") return true;
  return (typeof value === "string" || typeof value === "number") && String(value) === sent;
}

function strictly(bytes: Uint8Array): JsonObject | NotStrictJson {
  try {
    return readJsonObject(bytes);
  } catch (error) {
    if (error instanceof NotStrictJson) return error;
    throw error;
  }
}

/** Echo of a call without a readable answer: nothing was said. */
export const SILENCE = { fields: NOTHING, echo: echoOf(NOTHING) } as const;
