import { uniqueAmount } from "../amounts.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";

test("an order that was paid twice shows both payments and gives the later one back", async ({
  cashierPage,
  financePage,
  phone,
  qfpay,
}) => {
  const amount = uniqueAmount();
  const counter = desk(cashierPage);
  await counter.askForQr(amount);
  const byQr = await qfpay.numberOf(amount);
  await qfpay.goesWrong({ operation: "close", outTradeNo: byQr, count: 9 }, { rules: { cancelSupported: false } });
  await cashierPage.getByRole("button", { name: "Send a link instead" }).click();
  await phone.openLink(await counter.link());
  await phone.askToPay();
  await phone.confirming().click();
  await expect(counter.paid()).toBeVisible();

  await qfpay.pay(byQr); // a second phone had scanned the QR in time
  await expect(counter.over("Paid twice")).toBeVisible();
  await expectAccessible(cashierPage);

  await financePage.goto("/orders?needs=person");
  const number = await counter.number();
  await expect(financePage.getByRole("main")).toContainText(number);
  await expectAccessible(financePage);
  await financePage.goto("/cases?is=open&kind=twin");
  await financePage.getByRole("link", { name: number }).click();
  const drawer = financePage.getByRole("dialog");
  await expect(drawer.getByText("Counts for the order", { exact: true })).toBeVisible();
  await expect(drawer.getByText("Came beside it")).toBeVisible();
  await expectAccessible(financePage);

  await drawer.getByRole("link", { name: `Refund HK$${amount}` }).click();
  await expect(drawer.getByRole("combobox", { name: "Payment" })).toContainText(byQr);
  await expect(drawer.getByRole("textbox", { name: "Reason" })).toHaveValue("Paid twice");
  await drawer.getByRole("button", { name: "Continue" }).click();
  await financePage.getByRole("button", { name: `Refund HK$${amount}` }).click();
  await expect(drawer.getByText("This payment counts for the order.")).toBeVisible();
  await expect(counter.paid()).toBeVisible();
  await financePage.goto("/cases?is=closed&kind=twin");
  await expect(financePage.getByText("Given back").first()).toBeVisible();
});
