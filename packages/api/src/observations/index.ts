export { createForgedIntake, type ForgedIntake } from "./forged-notifications.ts";
export { heardOfClosing, heardOfCreation, heardOfPaymentRow, heardOfSilence } from "./hear-payment.ts";
export { heardOfRefundCall, heardOfRefundRow } from "./hear-refund.ts";
export { type Heard, type HeardOfPayment, type HeardOfRefund, silence } from "./heard.ts";
export { FORGED_KEPT_BYTES, type Replay } from "./keep-notification-aside.ts";
export { type Opened, recordFirstWord } from "./record-first-word.ts";
export { recordObservation } from "./record-observation.ts";
export type { Recorded } from "./stored-form.ts";
export { type TakenNotification, takeJudged, takeNotification } from "./take-notification.ts";
