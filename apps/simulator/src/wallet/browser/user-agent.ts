/** What WeChat's browser on a phone calls itself. */
export const WECHAT_USER_AGENT =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50.2701(0x28003252) WeChat/arm64 Weixin NetType/WIFI Language/zh_HK ABI/arm64";

/** Whether a browser says that it is WeChat's. Anyone can say so: a hint, no protection. */
export function isWechat(userAgent: string | undefined): boolean {
  return /MicroMessenger/i.test(userAgent ?? "");
}
