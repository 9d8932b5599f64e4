import { uniqueAmount } from "../amounts.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";

test("the evidence of a payment can be read, copied as a letter and taken along as a file", async ({
  cashierPage,
  financePage: page,
  qfpay,
}) => {
  const amount = uniqueAmount();
  await desk(cashierPage).askForQr(amount);
  const outTradeNo = await qfpay.numberOf(amount);
  await qfpay.pay(outTradeNo);
  await expect(desk(cashierPage).paid()).toBeVisible();

  await page.goto(`/notifications?q=${outTradeNo}`);
  await page
    .getByRole("main")
    .getByRole("link", { name: /UTC\+8/ })
    .first()
    .click();
  await page
    .getByRole("dialog")
    .getByRole("link", { name: /^Order / })
    .click();
  await page.getByRole("link", { name: "Evidence" }).click();
  await expect(page.getByRole("heading", { name: `Evidence ${outTradeNo}` })).toBeVisible();
  await expect(page.getByText("Dear QFPay support,")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("radio", { name: "繁體中文" }).check();
  await expect(page.getByText("QFPay 支援團隊：")).toBeVisible();

  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download JSON" }).click()]);
  expect(file.suggestedFilename()).toBe(`evidence-${outTradeNo}.json`);
});
