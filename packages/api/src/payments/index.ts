export { askAboutPayments } from "./ask-about.ts";
export { checkNow } from "./check-now.ts";
export { ensureQr, REFRESH_BEFORE_MS } from "./ensure-qr.ts";
export { type AfterReturn, newBrowserCookie, openInWechat, returnFromWechat } from "./jsapi.ts";
export { BELIEVE_ABSENT_AFTER_MS, CALL_MAY_RUN_MS, CLOCK_MARGIN_MS, LEASE_MS } from "./patience.ts";
export { qrSvg } from "./qr-svg.ts";
export { settleAttempt } from "./settle-attempt.ts";
export { submitAttempt } from "./submit-attempt.ts";
export { enquireOpenPayments } from "./sweep.ts";
