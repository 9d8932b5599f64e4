export { isWechat, PhoneBrowser, WECHAT_USER_AGENT } from "./browser/index.ts";
export { resumeCharges } from "./charge.ts";
export { cancel, type Decided, fail, letExpire, pay, payLate } from "./decisions.ts";
export { openidOf, PHONE_HEADER } from "./person.ts";
export { phoneRoutes } from "./routes.ts";
export { type Say, sayIn } from "./texts/index.ts";
export { phoneScreen, sheet } from "./views/frames.ts";
export { amountText, confirmView, messageView, resultView } from "./views/order-view.ts";
