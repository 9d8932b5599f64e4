import { type Book, changedRules, type RuleChange, type Rules } from "./book/index.ts";
import type { CallLog } from "./calls.ts";
import type { Clock } from "./clock.ts";
import type { CallPlan, Faults } from "./faults/index.ts";
import type { RateLimiter } from "./gateway/rate-limiter.ts";
import type { Notifier } from "./notifications/index.ts";
import type { Scenarios } from "./scenarios/index.ts";

/** Everything one running simulator is made of. Its parts take what they need from here. */
export type World = {
  readonly book: Book;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly limiter: RateLimiter;
  readonly notifier: Notifier;
  readonly scenarios: Scenarios;
  readonly calls: CallLog;
  /** Rules of this call alone. */
  readonly ruleChange?: RuleChange;
  /** How the refund that this call makes takes its time. */
  readonly pendingRefund?: NonNullable<CallPlan["pendingRefund"]>;
};

/** The rules by which a call is judged. */
export function rulesOf(world: World): Rules {
  return changedRules(world.book.ledger.rules, world.ruleChange);
}
