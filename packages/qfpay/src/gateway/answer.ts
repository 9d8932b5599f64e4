import type { Echo } from "../fields/index.ts";
import type { Outcome } from "../outcome/index.ts";
import type { JsonObject } from "../strict-json/index.ts";
import type { Sent } from "./sent.ts";

/** What was heard, whatever it means: the material of an observation. */
export type Heard = {
  /** What was asked, without secrets; null when nothing was sent at all, as when our own budget had no room. */
  readonly sent: Sent | null;
  /** The body as received but for openids, null when nothing came. Bytes that are no UTF-8 show as U+FFFD. */
  readonly raw: string | null;
  readonly httpStatus: number | null;
  /** Every field of the answer, known or not; empty when the body could not be read. */
  readonly fields: JsonObject;
  /** What the answer says about the transaction; a refusal may name a `syssn` too. */
  readonly echo: Echo;
  /** When the answer was complete, by our clock. */
  readonly heardAt: Date;
};

/** An outcome together with what was heard. Switch on `kind`. */
export type Answer<T> = Outcome<T> & Heard;
