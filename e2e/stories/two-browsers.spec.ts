import { uniqueAmount } from "../amounts.ts";
import { expect, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";
import { wechatPhone } from "../pages/wechat-phone.ts";
import { product } from "../product.ts";

test("two phones pay one link at once, and the order is paid once", async ({ cashierPage, phone, browser }) => {
  const amount = uniqueAmount();
  const link = await desk(cashierPage).askByLink(amount);
  const { simulatorUrl } = await product();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const phones = [phone, wechatPhone(await context.newPage(), simulatorUrl)];
  await Promise.all(phones.map((each) => each.openLink(link)));
  await Promise.all(phones.map((each) => each.askToPay()));
  // The link has one payable attempt: whoever comes second takes it over, or waits and is told so.
  const waiting = "We are asking WeChat Pay";
  for (const { confirming, page } of phones) await expect(confirming().or(page.getByText(waiting))).toBeVisible();
  await Promise.all(phones.map(async ({ confirming }) => ((await confirming().isVisible()) ? confirming().click() : undefined)));
  await expect(desk(cashierPage).paid()).toBeVisible();
  const drawer = await desk(cashierPage).openDetails();
  await expect(drawer.getByText("Paid", { exact: true }).first()).toBeVisible();
  await expect(drawer.getByText("Paid twice")).toBeHidden();
  for (const each of phones) {
    await each.openLink(link);
    await expect(each.page.getByRole("button", { name: /^Pay/ })).toBeHidden();
  }
  await context.close();
});
