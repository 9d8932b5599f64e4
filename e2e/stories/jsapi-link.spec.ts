import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";

test("a link sent by chat is paid inside WeChat", async ({ cashierPage, phone }) => {
  const link = await desk(cashierPage).askByLink("21.50");
  await expectAccessible(cashierPage);

  await phone.openLink(link);
  await expectAccessible(phone.page);
  await phone.page.getByRole("button", { name: "Pay HK$21.50" }).click();
  await expectAccessible(phone.page);
  await phone.page.getByRole("button", { name: "Allow" }).click();
  await expectAccessible(phone.page);
  await phone.page.getByRole("button", { name: /^Pay/ }).click();
  await expect(
    phone.page
      .getByText("Payment done")
      .or(phone.page.getByRole("link", { name: "Done" }))
      .first(),
  ).toBeVisible();

  await expect(desk(cashierPage).paid()).toBeVisible();
  await phone.openLink(link);
  await expect(phone.page.getByText("HK$21.50").first()).toBeVisible();
  await expect(phone.page.getByRole("button", { name: /^Pay/ })).toBeHidden();
  await expectAccessible(phone.page);
});

test("outside of WeChat the link is a QR on a second screen and a helper page on a phone", async ({ cashierPage, browser }) => {
  const link = await desk(cashierPage).askByLink("22.50");
  const onScreen = { viewport: { width: 1280, height: 800 }, isMobile: false, userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0" };
  const screen = await (await browser.newContext(onScreen)).newPage();
  await screen.goto(link);
  await expect(screen.getByRole("img").first()).toBeVisible();
  await expectAccessible(screen);
  const onPhone = {
    viewport: { width: 390, height: 844 },
    userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile Safari",
  };
  const other = await (await browser.newContext(onPhone)).newPage();
  await other.goto(link);
  await expect(other.getByText(/open in wechat/i).first()).toBeVisible();
  await expectAccessible(other);
});
