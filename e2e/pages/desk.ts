import { expect, type Locator, type Page } from "@playwright/test";

/** The staff screens, driven like a person drives them. */
export function desk(page: Page) {
  return {
    /** Types an amount on the keypad. */
    async type(amount: string): Promise<void> {
      for (const key of amount) await page.getByRole("button", { name: key === "." ? "Decimal point" : key, exact: true }).click();
    },
    async askForQr(amount: string): Promise<void> {
      await page.goto("/collect");
      await this.type(amount);
      await page.getByRole("button", { name: "Show QR code" }).click();
      await expect(page.getByRole("img", { name: /WeChat QR code/ })).toBeVisible();
    },
    /** Makes a link and answers its address. */
    async askByLink(amount: string): Promise<string> {
      await page.goto("/collect");
      await this.type(amount);
      await page.getByRole("radio", { name: "Link to send" }).check();
      await page.getByRole("button", { name: "Create link" }).click();
      const address = page.getByText(/\/p\/[\w-]{27}/);
      await expect(address).toBeVisible();
      return /http\S+\/p\/[\w-]{27}/.exec((await address.textContent()) ?? "")?.[0] ?? "";
    },
    /** Opens the details of the order on screen. */
    async openDetails(): Promise<Locator> {
      await page.getByRole("link", { name: "Order details" }).click();
      const drawer = page.getByRole("dialog");
      await expect(drawer).toBeVisible();
      return drawer;
    },
    paid: (): Locator => page.getByRole("heading", { name: "Paid", level: 2 }),
  };
}
