import type { z } from "zod";
import type { scriptSchema } from "../faults/index.ts";

/** A fault script as it is written; the order it is about is filled in when the scenario starts. */
export type ScriptWritten = z.input<typeof scriptSchema>;

/** Something that goes wrong, ready to be started by name. What staff should see then is in the catalogues of `texts/`. */
export type Scenario = {
  readonly group: "notifications" | "answers" | "payments" | "refunds" | "clock";
  /** `order`: it keeps to one order, the one named or the next that it meets. `all`: it goes for everybody until it is ended. */
  readonly scope: "order" | "all";
  /** What goes wrong, from the simulated time at which it starts. */
  readonly scripts: (now: Date) => readonly ScriptWritten[];
  /** Simulated milliseconds by which the clock jumps at the start, and back at the end. */
  readonly clockJumpMs?: number;
};
