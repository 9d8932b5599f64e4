import type { Book } from "./book/index.ts";
import type { Clock } from "./clock.ts";
import type { Faults } from "./faults/index.ts";
import type { RateLimiter } from "./gateway/rate-limiter.ts";
import type { Notifier } from "./notifications/index.ts";

/** Everything one running simulator is made of. Its parts take what they need from here. */
export type World = {
  readonly book: Book;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly limiter: RateLimiter;
  readonly notifier: Notifier;
};
