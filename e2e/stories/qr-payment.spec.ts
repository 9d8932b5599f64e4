import { uniqueAmount } from "../amounts.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";

test("a customer scans the QR on the counter and the screen turns to paid by itself", async ({ cashierPage, phone }) => {
  const amount = uniqueAmount();
  await desk(cashierPage).askForQr(amount);
  await expectAccessible(cashierPage);

  await phone.open();
  await expectAccessible(phone.page);
  await phone.page.getByRole("link", { name: `HKD ${amount}` }).click();
  await expectAccessible(phone.page);
  await phone.page.getByRole("button", { name: `Pay HKD ${amount}` }).click();
  await expect(phone.page.getByRole("heading", { name: "Payment done" })).toBeVisible();

  await expect(desk(cashierPage).paid()).toBeVisible();
  await expectAccessible(cashierPage);

  await cashierPage.getByRole("link", { name: "Order details" }).click();
  await expect(cashierPage.getByText(/QFPay's notification/).first()).toBeVisible();
  await expectAccessible(cashierPage);
});

test("a customer without money leaves the order unpaid", async ({ cashierPage, phone }) => {
  const amount = uniqueAmount();
  await desk(cashierPage).askForQr(amount);
  await phone.open();
  await phone.page.getByRole("link", { name: `HKD ${amount}` }).click();
  await phone.page.getByRole("button", { name: /insufficient balance/ }).click();
  await expect(phone.page.getByRole("heading", { name: "Payment done" })).toBeHidden();
  await expect(desk(cashierPage).paid()).toBeHidden();
});

test("bad amounts are refused in words, before anything is sent", async ({ cashierPage }) => {
  await cashierPage.goto("/collect");
  await cashierPage.getByRole("button", { name: "Show QR code" }).click();
  await expect(cashierPage.getByText("Enter an amount.")).toBeVisible();
  await expect(cashierPage).toHaveURL(/\/collect$/);
});
