/** So long a call that makes a payment or a refund may still be under way; enquiries about it come later, so that the two do not race. */
export const CALL_MAY_RUN_MS = 12_000;

/** A request can be late but not this late: if QFPay knows nothing after it, it never arrived. */
export const BELIEVE_ABSENT_AFTER_MS = 60_000;

/** How far QFPay's clock and ours may be apart when we ask for a stretch of time. */
export const CLOCK_MARGIN_MS = 10 * 60_000;

/** How long a worker holds what it took for an enquiry; one that dies gives it back by time. */
export const LEASE_MS = 60_000;
