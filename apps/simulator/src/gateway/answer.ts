import type { Row } from "../book/index.ts";
import type { WireValue } from "../wire/index.ts";
import { type RespCode, resperrOf } from "./names.ts";

export type WireObject = { readonly [name: string]: WireValue };

/** Why a call was not done. `more` are further fields that its answer carries. */
export type Refusal = { readonly kind: "refused"; readonly respcd: RespCode; readonly why: string; readonly more?: WireObject };

/** What a call did: the fields of its answer, and the row it made, if any. */
export type Done = { readonly kind: "done"; readonly body: WireObject; readonly row?: Row };

export type Answer = Done | Refusal;

export function refused(respcd: RespCode, why: string, more?: WireObject): Refusal {
  return more === undefined ? { kind: "refused", respcd, why } : { kind: "refused", respcd, why, more };
}

/** The body of an answer. `why` goes to `respmsg`, for the developer who reads it; the code alone is to be acted on. */
export function bodyOf(answer: Answer): WireObject {
  if (answer.kind === "done") return answer.body;
  return { resperr: resperrOf(answer.respcd), respcd: answer.respcd, respmsg: answer.why, ...answer.more };
}
