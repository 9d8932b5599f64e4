import type { Page } from "@playwright/test";

/** The customer's simulated WeChat phone: a page of the simulator, driven like a person drives it. */
export type WechatPhone = {
  readonly page: Page;
  /** Shows the QRs that can be scanned now. */
  open(): Promise<void>;
  /** Opens an address as inside WeChat's browser, without the phone's frame around it. */
  openLink(url: string): Promise<void>;
};

export function wechatPhone(page: Page, simulatorUrl: string): WechatPhone {
  return {
    page,
    open: async () => void (await page.goto(`${simulatorUrl}/phone`)),
    openLink: async (url) => void (await page.goto(`${simulatorUrl}/phone/browser/open?url=${encodeURIComponent(url)}`)),
  };
}
