import { expect, type Page } from "@playwright/test";

/** The customer's simulated WeChat phone: a page of the simulator, driven like a person drives it. */
export type WechatPhone = ReturnType<typeof wechatPhone>;

export function wechatPhone(page: Page, simulatorUrl: string) {
  return {
    page,
    /** Shows the QRs that can be scanned now. */
    async open(): Promise<void> {
      await page.goto(`${simulatorUrl}/phone`);
    },
    /** Opens an address as inside WeChat's browser, without the phone's frame around it. */
    async openLink(url: string): Promise<void> {
      await page.goto(`${simulatorUrl}/phone/browser/open?url=${encodeURIComponent(url)}`);
    },
    /** Scans the QR of an amount such as "88.00" and pays it. */
    async scanAndPay(amount: string): Promise<void> {
      await this.open();
      await page.getByRole("link", { name: `HKD ${amount}` }).click();
      await page.getByRole("button", { name: `Pay HKD ${amount}` }).click();
      await expect(page.getByRole("heading", { name: "Payment done" })).toBeVisible();
    },
    /** On our page inside WeChat: wants to pay, and lets the shop know who pays. WeChat's own cashier follows. */
    async askToPay(): Promise<void> {
      await page.getByRole("button", { name: /^Pay HK/ }).click();
      await page.getByRole("button", { name: "Allow" }).click();
    },
    /** The button of WeChat's cashier that takes the money. */
    confirming: () => page.getByRole("button", { name: /^Pay/ }),
  };
}
