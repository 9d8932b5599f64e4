import { uniqueAmount } from "../amounts.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";

test("part of a payment goes back, and the rest stays refundable", async ({ cashierPage, phone }) => {
  const amount = uniqueAmount();
  await desk(cashierPage).askForQr(amount);
  await phone.scanAndPay(amount);
  await expect(desk(cashierPage).paid()).toBeVisible();
  const drawer = await desk(cashierPage).openDetails();

  await drawer.getByRole("link", { name: "Refund" }).click();
  await cashierPage.getByRole("radio", { name: "A part" }).check();
  await cashierPage.getByRole("textbox", { name: /Amount/ }).fill("8.00");
  await cashierPage.getByRole("textbox", { name: "Reason" }).fill("cold tea");
  await expectAccessible(cashierPage);
  await cashierPage.getByRole("button", { name: "Continue" }).click();
  await expect(cashierPage.getByText("Refund HK$8.00?")).toBeVisible();
  await expectAccessible(cashierPage);
  await cashierPage.getByRole("button", { name: "Refund HK$8.00" }).dblclick(); // impatience gives nothing back twice

  await expect(cashierPage.getByText("Partly refunded").first()).toBeVisible();
  await expect(drawer.getByRole("link", { name: "cold tea" })).toHaveCount(1);
  await expectAccessible(cashierPage);
});
