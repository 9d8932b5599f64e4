import type { Page } from "@playwright/test";

/** The customer's simulated WeChat phone: a page of the simulator, driven like a person drives it. */
export type WechatPhone = {
  readonly page: Page;
  /** Points the camera at a QR: a payment code of WeChat, or an address. */
  scan(text: string): Promise<void>;
  /** Opens an address as inside WeChat's browser, without the phone's frame around it. */
  openLink(url: string): Promise<void>;
};

export function wechatPhone(page: Page, simulatorUrl: string): WechatPhone {
  return {
    page,
    scan: async (text) => void (await page.goto(`${simulatorUrl}/phone/scan?text=${encodeURIComponent(text)}`)),
    openLink: async (url) => void (await page.goto(`${simulatorUrl}/phone/browser/open?url=${encodeURIComponent(url)}`)),
  };
}
