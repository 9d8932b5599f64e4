import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";

test("part of a payment goes back, and the rest stays refundable", async ({ cashierPage, phone }) => {
  const amount = `1${Math.floor(Math.random() * 9_000) + 1_000}.00`;
  await desk(cashierPage).askForQr(amount);
  await phone.open();
  await phone.page.getByRole("link", { name: `HKD ${amount}` }).click();
  await phone.page.getByRole("button", { name: `Pay HKD ${amount}` }).click();
  await expect(desk(cashierPage).paid()).toBeVisible();
  await cashierPage.getByRole("link", { name: "Order details" }).click();

  await cashierPage
    .getByRole("link", { name: "Refund" })
    .or(cashierPage.getByRole("button", { name: "Refund" }))
    .first()
    .click();
  await cashierPage.getByRole("radio", { name: "A part" }).check();
  await cashierPage.getByRole("textbox", { name: /Amount/ }).fill("8.00");
  await cashierPage.getByRole("textbox", { name: "Reason" }).fill("cold tea");
  await expectAccessible(cashierPage);
  await cashierPage.getByRole("button", { name: "Continue" }).click();
  await expect(cashierPage.getByText("Refund HK$8.00?")).toBeVisible();
  await expectAccessible(cashierPage);
  await cashierPage.getByRole("button", { name: "Refund HK$8.00" }).click();

  await expect(cashierPage.getByText("Partly refunded").first()).toBeVisible();
  await expectAccessible(cashierPage);
});
