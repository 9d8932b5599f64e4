export { inTime } from "./in-time.ts";
export { type Merchant, merchantOf, type WireAnswer } from "./merchant.ts";
export { type RawAnswer, rawCall } from "./raw-call.ts";
export { type Heard, listenForNotices } from "./receiver.ts";
export { APP_CODE, CLIENT_KEY, startForTest, type TestSimulator } from "./start-for-test.ts";
