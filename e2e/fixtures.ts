import { test as base, type Page } from "@playwright/test";
import { type Qfpay, qfpay } from "./pages/qfpay.ts";
import { type WechatPhone, wechatPhone } from "./pages/wechat-phone.ts";
import { product } from "./product.ts";
import { type StaffRole, sessionOf } from "./sessions.ts";

export { expect } from "@playwright/test";
export { expectAccessible } from "./accessibility.ts";

type Cast = {
  /** A browser in which somebody of this role is signed in already. */
  ownerPage: Page;
  cashierPage: Page;
  financePage: Page;
  /** The customer's phone, with nothing open yet. */
  phone: WechatPhone;
  /** QFPay itself, and the weather between it and us. */
  qfpay: Qfpay;
};

const theProduct = await product();

/** Playwright's `test`, with the people of the stories. */
export const test = base.extend<Cast & { signedIn: (role: StaffRole) => Promise<Page> }>({
  signedIn: async ({ browser }, use) => {
    await use(async (role) => {
      const context = await browser.newContext({ storageState: await sessionOf(role, theProduct) });
      return context.newPage();
    });
  },
  ownerPage: async ({ signedIn }, use) => use(await signedIn("owner")),
  cashierPage: async ({ signedIn }, use) => use(await signedIn("cashier")),
  financePage: async ({ signedIn }, use) => use(await signedIn("finance")),
  qfpay: async ({ request }, use) => use(qfpay(request, theProduct.simulatorUrl)),
  phone: async ({ browser }, use) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    await use(wechatPhone(await context.newPage(), theProduct.simulatorUrl));
    await context.close();
  },
});
