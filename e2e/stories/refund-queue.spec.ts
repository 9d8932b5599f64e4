import { uniqueAmount } from "../amounts.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";

test("a refund that today's takings do not cover waits, says why, and goes out under the same number", async ({
  cashierPage: page,
  qfpay,
}) => {
  const amount = uniqueAmount();
  await desk(page).askForQr(amount);
  const outTradeNo = await qfpay.numberOf(amount);
  await qfpay.goesWrong({ operation: "refund", outTradeNo, count: 1 }, { respcd: "1269" });
  await qfpay.pay(outTradeNo);
  await expect(desk(page).paid()).toBeVisible();
  await desk(page).openDetails();
  await desk(page).refundAll("wrong table");
  await expect(page.getByText("Waiting for QFPay")).toBeVisible();
  await page.getByRole("link", { name: "wrong table" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText(/takings/).first()).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Try again now" }).click();
  await expect(drawer.getByText("Refunded", { exact: true }).first()).toBeVisible();
  await expect(drawer.getByText("2 times, always under the same number")).toBeVisible();
});

test("a large refund goes out when a second person approves it in another browser", async ({ cashierPage: page, financePage, qfpay }) => {
  const amount = uniqueAmount({ from: 1_100, to: 9_000 });
  await desk(page).askForQr(amount);
  await qfpay.pay(await qfpay.numberOf(amount));
  await expect(desk(page).paid()).toBeVisible();
  const order = await desk(page).openDetails();
  await desk(page).refundAll("large party");
  await expect(order.getByText("Waiting for approval").first()).toBeVisible();
  await page.getByRole("link", { name: "large party" }).click();
  await expect(page.getByRole("button", { name: "Take back" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve", exact: true })).toBeHidden();

  await financePage.goto("/refunds?place=approval");
  await expectAccessible(financePage);
  await financePage
    .getByRole("main")
    .locator("tr, li")
    .filter({ hasText: amount.slice(1) }) // behind the comma of thousands
    .getByRole("link")
    .click();
  await financePage.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expectAccessible(financePage);
  await financePage.getByRole("alertdialog").getByRole("button", { name: "Approve" }).click();
  await expect(financePage.getByRole("dialog").getByText("Refunded", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("dialog").getByText("Refunded", { exact: true }).first()).toBeVisible();
});
