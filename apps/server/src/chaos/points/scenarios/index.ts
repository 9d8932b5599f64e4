import { create, jsapi, renew } from "./creation.ts";
import { cancel, expiry } from "./end.ts";
import { check, enquiry, leftOpen, notification } from "./hearing.ts";
import { refund, refundEnquiry, refundQueue } from "./refund.ts";
import type { Scenario } from "./scenario.ts";

export { type Fault, type Play, type Scenario, SILENT } from "./scenario.ts";

/** Every flow of money, each with what may go on around it. */
export const SCENARIOS: readonly Scenario[] = [
  create,
  jsapi,
  notification,
  refund,
  refundQueue,
  refundEnquiry,
  cancel,
  expiry,
  enquiry,
  leftOpen,
  renew,
  check,
];
