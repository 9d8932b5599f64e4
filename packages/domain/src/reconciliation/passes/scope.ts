import { type Decision, NO_REASONS } from "../decision.ts";
import type { Desk } from "../desk.ts";

/** Lines of merchants we do not manage, and rows that only announce a payout, take no part in the proof. */
export function scope(desk: Desk): Decision[] {
  const { mchids } = desk.books.rules;
  return desk.open.flatMap((line): Decision[] => {
    if (mchids.length > 0 && !mchids.includes(line.mchid))
      return [{ kind: "ignored", line, reason: "OUT_OF_SCOPE", because: NO_REASONS, ruling: null }];
    return line.lineType === "PAYOUT" ? [{ kind: "ignored", line, reason: "INFORMATIONAL", because: NO_REASONS, ruling: null }] : [];
  });
}
