import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";
import type { WechatPhone } from "../pages/wechat-phone.ts";

test("part of a payment goes back, and the rest stays refundable", async ({ cashierPage, phone }) => {
  await openRefundOf(cashierPage, await paidOrder(cashierPage, phone));
  await fillIn(cashierPage, "8.00", "cold tea");
  await expectAccessible(cashierPage);
  await cashierPage.getByRole("button", { name: "Continue" }).click();
  await expect(cashierPage.getByText("Refund HK$8.00?")).toBeVisible();
  await expectAccessible(cashierPage);
  await cashierPage.getByRole("button", { name: "Refund HK$8.00" }).click();

  await expect(cashierPage.getByText("Partly refunded").first()).toBeVisible();
  await expectAccessible(cashierPage);
});

test("a large refund waits for a second person, who approves it", async ({ cashierPage, financePage, phone }) => {
  const number = await paidOrder(cashierPage, phone);
  await openRefundOf(cashierPage, number);
  await fillIn(cashierPage, "1200.00", "half of the banquet was not served");
  await expect(cashierPage.getByText("a second person must approve it")).toBeVisible();
  await cashierPage.getByRole("button", { name: "Continue" }).click();
  await cashierPage.getByRole("button", { name: "Ask for HK$1,200.00" }).click();
  await expect(cashierPage.getByText("Waiting for approval").first()).toBeVisible();

  await financePage.goto("/refunds?place=approval");
  await expectAccessible(financePage);
  await financePage.getByRole("link", { name: number }).click();
  await expect(financePage.getByText("Can it be made now?")).toBeVisible();
  await expectAccessible(financePage);
  await financePage.getByRole("button", { name: "Approve", exact: true }).click();
  await financePage.getByRole("alertdialog").getByRole("button", { name: "Approve" }).click();
  await expect(financePage.getByRole("dialog").getByText("Refunded", { exact: true })).toBeVisible();
  await expect(cashierPage.getByText("Partly refunded").first()).toBeVisible();
});

/** Asks for more than HK$10,000 at the counter and pays it on the customer's phone; answers the order's number. */
async function paidOrder(page: Page, phone: WechatPhone): Promise<string> {
  const amount = `1${Math.floor(Math.random() * 9_000) + 1_000}.00`;
  await desk(page).askForQr(amount);
  await phone.open();
  await phone.page.getByRole("link", { name: `HKD ${amount}` }).click();
  await phone.page.getByRole("button", { name: `Pay HKD ${amount}` }).click();
  await expect(desk(page).paid()).toBeVisible();
  await page.getByRole("link", { name: "Order details" }).click();
  const title = await page.getByRole("heading", { name: /^Order [0-9A-Z]{4}-[0-9A-Z]{4}$/ }).textContent();
  return (title ?? "").replace("Order ", "");
}

async function openRefundOf(page: Page, number: string): Promise<void> {
  await expect(page.getByRole("heading", { name: `Order ${number}` })).toBeVisible();
  await page.getByRole("link", { name: "Refund", exact: true }).click();
}

async function fillIn(page: Page, amount: string, reason: string): Promise<void> {
  await page.getByRole("radio", { name: "A part" }).check();
  await page.getByRole("textbox", { name: /Amount/ }).fill(amount);
  await page.getByRole("textbox", { name: "Reason" }).fill(reason);
}
