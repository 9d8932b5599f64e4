/**
 * So long a call that makes a payment or a refund may still be under way: the client gives up after 10 s. Enquiries about it come later,
 * so that the two do not race.
 */
export const CALL_MAY_RUN_MS = 12_000;

/**
 * A request can be late but not this late: if QFPay knows nothing after it, it never arrived. Three times as long as we ourselves wait
 * for an answer. Were it wrong, nobody could pay what was made: its code was handed to nobody, and it is looked at again all the same.
 */
export const BELIEVE_ABSENT_AFTER_MS = 30_000;

/** How far QFPay's clock and ours may be apart when we ask for a stretch of time. */
export const CLOCK_MARGIN_MS = 10 * 60_000;

/** How long a worker holds what it took for a call that moves money; one that dies gives it back by time. */
export const LEASE_MS = 60_000;

/**
 * As {@link LEASE_MS}, for an enquiry, which may be asked twice without harm: an answer takes 5 s at most, and after a failure of ours
 * the next round is due within the minute in which everything has to be right again.
 */
export const ENQUIRY_LEASE_MS = 30_000;
