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
      return this.link();
    },
    /** The address of the payment link on screen. */
    async link(): Promise<string> {
      const address = page.getByText(/\/p\/[\w-]{27}/);
      await expect(address).toBeVisible();
      return /http\S+\/p\/[\w-]{27}/.exec((await address.textContent()) ?? "")?.[0] ?? "";
    },
    /** Number of the order that is being collected, such as "7K2M-Q9FX". */
    async number(): Promise<string> {
      return (
        (await page
          .getByText(/^\w{4}-\w{4}$/)
          .first()
          .textContent()) ?? ""
      );
    },
    /** Opens the details of the order on screen. */
    async openDetails(): Promise<Locator> {
      await page.getByRole("link", { name: "Order details" }).click();
      const drawer = page.getByRole("dialog");
      await expect(drawer).toBeVisible();
      return drawer;
    },
    /** From an order's details: asks for everything to go back. */
    async refundAll(reason: string): Promise<void> {
      await page.getByRole("dialog").getByRole("link", { name: "Refund", exact: true }).click();
      await page.getByRole("textbox", { name: "Reason" }).fill(reason);
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: /HK\$/ }).click();
    },
    /** The end of a collection in large letters, such as "Paid" or "Paid late". */
    over: (word: string): Locator => page.getByRole("heading", { name: word, level: 2, exact: true }),
    paid: (): Locator => page.getByRole("heading", { name: "Paid", level: 2, exact: true }),
    /** The clock of a plan: asked so often, asked next, decided then. */
    clock: (): Locator => page.getByLabel("What happens next"),
  };
}
