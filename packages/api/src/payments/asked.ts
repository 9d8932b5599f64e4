import type { KnownPayment } from "@tillbook/db/payments";

/**
 * What QFPay said of a payment just now. `unpaid`: nobody has paid it, and somebody still may. `unknown`: QFPay does not know its
 * number. `silent`: there was no answer, or nobody was asked. `said`: anything else; the payment tells.
 */
export type Said = "unpaid" | "unknown" | "silent" | "said";

/** A payment as it is known after an enquiry. */
export type Asked = { readonly payment: KnownPayment; readonly said: Said };
