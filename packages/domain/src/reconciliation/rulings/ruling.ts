import type { Money } from "../../money/index.ts";
import type { SettlementDay } from "../../time/index.ts";
import type { BreakCode } from "../codes.ts";
import type { LedgerAccount } from "../journals/index.ts";
import type { LinePlace, Subject } from "../subjects.ts";

type Base = {
  /** Of the resolution. */
  readonly id: string;
  readonly subject: Subject;
};

/** Which break was looked at: another code or amount is another break. */
type OfBreak = { readonly codes: readonly BreakCode[]; readonly difference: Money };

/** What was decided about a break. */
export type RulingTerms = Base &
  (
    | { readonly action: "LINK"; readonly lines: readonly LinePlace[]; readonly syssns: readonly string[] }
    | { readonly action: "IGNORE_LINE"; readonly lines: readonly LinePlace[] }
    /** The row itself is booked as our transaction: in the day that shows it, or where that was closed before, in the one that booked it. */
    | { readonly action: "CREATE_INTERNAL"; readonly lines: readonly LinePlace[]; readonly bookedOn: SettlementDay | null }
    | ({ readonly action: "WRITE_OFF"; readonly account: LedgerAccount } & OfBreak)
    | ({ readonly action: "CARRY"; readonly until: SettlementDay } & OfBreak)
  );

/**
 * A resolution that people have settled, as a run takes it in. `facts` is what it rests upon, from `factsOf`: where the books say something
 * else by now, it is no longer in effect.
 */
export type Ruling = RulingTerms & { readonly facts: string };
export type RulingAction = Ruling["action"];

/** Which resolution made an outcome what it is. */
export type RulingMark = { readonly id: string; readonly action: RulingAction };
