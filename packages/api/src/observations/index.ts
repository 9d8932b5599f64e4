export { heardOfClosing, heardOfCreation, heardOfPaymentRow, heardOfRefundCall, heardOfRefundRow } from "./hear.ts";
export { type Heard, type HeardOfPayment, type HeardOfRefund, silence } from "./heard.ts";
export { type Recorded, recordObservation } from "./record-observation.ts";
export { type TakenNotification, takeNotification } from "./take-notification.ts";
