import { echoOf } from "../fields/index.ts";
import type { Exchange } from "../transport/index.ts";
import type { Answer, Heard } from "./answer.ts";
import { type Expectation, readAnswer, SILENCE } from "./read-answer.ts";
import { keptFields, keptText } from "./redact.ts";
import { type Asked, sentOf } from "./sent.ts";

/** What came of a request that went out: an outcome, and everything that was heard. */
export function answerOf<T>(expected: Expectation<T>, asked: Asked, result: Exchange, heardAt: Date): Answer<T> {
  const text = result.bytes === null ? null : new TextDecoder("utf-8", { ignoreBOM: true }).decode(result.bytes);
  const raw = text === null ? null : keptText(expected.operation, text);
  const sent = sentOf(asked, { at: heardAt, httpStatus: result.status });
  const heard = { sent, raw, httpStatus: result.status, heardAt };
  if (result.kind === "failed") return { kind: "unknown", cause: result.cause, ...SILENCE, ...heard };
  const { outcome, fields } = readAnswer(result.bytes, expected, heardAt);
  return { ...outcome, fields: keptFields(expected.operation, fields), echo: echoOf(fields), ...heard };
}

/** What is heard where nothing was sent. */
export function nothingHeard(at: Date): Heard {
  return { ...SILENCE, sent: null, raw: null, httpStatus: null, heardAt: at };
}

/** The heard part of an answer, whatever its outcome. */
export function heardOf({ sent, raw, httpStatus, fields, echo, heardAt }: Heard): Heard {
  return { sent, raw, httpStatus, fields, echo, heardAt };
}
