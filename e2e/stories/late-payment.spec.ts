import { uniqueAmount } from "../amounts.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";

/** For what our server hears from QFPay in its own time. */
const HOWEVER_SLOW = { timeout: 60_000 };

test("money that comes after a cancellation is shown, and somebody decides to keep it", async ({ cashierPage, ownerPage, qfpay }) => {
  const amount = uniqueAmount();
  const counter = desk(cashierPage);
  await counter.askForQr(amount);
  const outTradeNo = await qfpay.numberOf(amount);
  await qfpay.goesWrong({ operation: "close", outTradeNo, count: 9 }, { rules: { cancelSupported: false } });
  await cashierPage.getByRole("button", { name: "Cancel order" }).click();
  await cashierPage.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(counter.over("Cancelled")).toBeVisible();
  await expect(cashierPage.getByText("Cancelled, and still watched")).toBeVisible();
  await expect(counter.clock()).toContainText(/Asked\d times?Next ask.*Decides at\d\d:\d\d/);
  await expectAccessible(cashierPage);

  await qfpay.pay(outTradeNo);
  await expect(counter.over("Paid late")).toBeVisible();
  await expect(cashierPage.getByText("The money came after the order was cancelled.")).toBeVisible();
  await expect(cashierPage.getByText("for an owner or finance to decide")).toBeVisible();
  await expect(cashierPage.getByRole("link", { name: `Refund HK$${amount}` })).toBeVisible();
  await expectAccessible(cashierPage);
  const number = await counter.number();

  await ownerPage.goto("/cases?is=open&kind=paid_late");
  await expectAccessible(ownerPage);
  await ownerPage.getByRole("link", { name: number }).click();
  const drawer = ownerPage.getByRole("dialog");
  await expect(drawer.getByText(`HK$${amount}`).first()).toBeVisible();
  await expectAccessible(ownerPage);
  await drawer.getByRole("button", { name: "Keep the money" }).click();
  await expectAccessible(ownerPage);
  await ownerPage.getByRole("alertdialog").getByRole("button", { name: "Keep the money" }).click();
  await expect(drawer.getByText("Kept", { exact: true })).toBeVisible();
  await expect(cashierPage.getByText("decided to keep the money.")).toBeVisible();
});

test("money that comes after its code ran out is shown, and finance gives it back", async ({ cashierPage, financePage, qfpay }) => {
  const amount = uniqueAmount();
  const counter = desk(cashierPage);
  await counter.askForQr(amount);
  const outTradeNo = await qfpay.numberOf(amount);
  const number = await counter.number();
  await cashierPage.goto(`/orders?q=${number}`); // away from the counter, where a fresh code would come by itself
  await cashierPage.getByRole("link", { name: number }).click();
  const order = cashierPage.getByRole("dialog");
  await qfpay.letsExpire(outTradeNo);
  await expect(order.getByRole("listitem").filter({ hasText: outTradeNo }).getByText("Expired")).toBeVisible(HOWEVER_SLOW);

  await qfpay.movesMoneyLate(outTradeNo);
  await expect(order.getByText("Paid late").first()).toBeVisible(HOWEVER_SLOW);
  await expect(order.getByText("The money came after the time to pay was over.")).toBeVisible();
  await expect(order.getByText("for an owner or finance to decide")).toBeVisible();
  await expectAccessible(cashierPage);

  await financePage.goto("/cases?is=open&kind=paid_late");
  await financePage.getByRole("link", { name: number }).click();
  const drawer = financePage.getByRole("dialog");
  await expect(drawer.getByText("The money came after the time to pay was over.")).toBeVisible();
  await drawer.getByRole("link", { name: `Refund HK$${amount}` }).click();
  await expect(drawer.getByRole("textbox", { name: "Reason" })).toHaveValue("Paid late, the customer does not want it any more");
  await drawer.getByRole("button", { name: "Continue" }).click();
  await financePage.getByRole("button", { name: `Refund HK$${amount}` }).click();
  await expect(order.getByText("for an owner or finance to decide")).toHaveCount(0, HOWEVER_SLOW);
  await financePage.goto("/cases?is=closed&kind=paid_late");
  await expect(financePage.getByRole("row").filter({ hasText: number }).getByText("Given back")).toBeVisible(HOWEVER_SLOW);
});
