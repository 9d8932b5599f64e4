export { isAllowedHost } from "./allowed.ts";
export { PhoneBrowser } from "./phone-browser.ts";
export { isWechat, WECHAT_USER_AGENT } from "./user-agent.ts";
