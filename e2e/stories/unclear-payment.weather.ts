import { uniqueAmount } from "../amounts.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";

test("an unclear payment shows its clock to the desk and the counter until QFPay speaks", async ({
  cashierPage,
  ownerPage,
  phone,
  qfpay,
}) => {
  const amount = uniqueAmount();
  const counter = desk(cashierPage);
  await qfpay.goesWrong({ operation: "payment", count: 1 }, { respcd: "1145", queries: "forever" });
  await cashierPage.goto("/collect");
  await counter.type(amount);
  await cashierPage.getByRole("button", { name: "Show QR code" }).click();
  await expect(cashierPage.getByText("Not clear yet")).toBeVisible();
  await expect(counter.clock()).toContainText(/Asked(not yet|\d times?)Next ask(in \d+ s|now)Decides at\d\d:\d\d/);
  await expectAccessible(cashierPage);
  await cashierPage.getByRole("button", { name: "Ask QFPay now" }).click();
  await expect(counter.clock()).toContainText(/Asked\d times?/);

  await ownerPage.goto("/orders?state=open");
  await ownerPage.getByRole("link", { name: await counter.number() }).click();
  await expect(ownerPage.getByRole("dialog").getByText("Do not ask for the money again.")).toBeVisible();
  await expect(desk(ownerPage).clock().first()).toBeVisible();
  await expectAccessible(ownerPage);

  await qfpay.clearsUp();
  await cashierPage.getByRole("button", { name: "Get a new QR code" }).click();
  await expect(cashierPage.getByRole("img", { name: /WeChat QR code/ })).toBeVisible();
  await phone.scanAndPay(amount);
  await expect(counter.paid()).toBeVisible();
  await expect(ownerPage.getByRole("dialog").getByText("Paid", { exact: true }).first()).toBeVisible();
});
