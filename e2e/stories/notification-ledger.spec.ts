import type { Locator, Page } from "@playwright/test";
import { uniqueAmount } from "../amounts.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";
import { product } from "../product.ts";

test("a notification that names another amount pays nothing and is looked at by somebody", async ({
  cashierPage,
  financePage: page,
  qfpay,
}) => {
  const amount = uniqueAmount();
  await desk(cashierPage).askForQr(amount);
  const outTradeNo = await qfpay.numberOf(amount);
  await qfpay.goesWrong({ operation: "notification", outTradeNo }, { alterNotification: { txamt: "1" } });
  await qfpay.pay(outTradeNo);
  const entry = await findEntry(page, outTradeNo, "Does not fit");
  await expectAccessible(page);
  await entry.click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("It paid nothing.")).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Judge again" }).click();
  await expect(drawer.getByText("It still does not agree with our books.")).toBeVisible();

  await page.goto("/cases?is=open&kind=quarantined");
  await page.getByRole("link", { name: await desk(cashierPage).number() }).click();
  await expect(drawer.getByRole("row", { name: `Amount HK$0.01 HK$${amount}` })).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Ask QFPay about it" }).click();
  await expect(drawer.getByText("QFPay answered:")).toBeVisible();
  await expect(desk(cashierPage).paid()).toBeVisible(); // what QFPay answered is news like any other
  await drawer.getByRole("button", { name: "Set aside" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Set aside" }).click();
  await expect(question.getByText("Fill this in.")).toBeVisible();
  await question.getByRole("textbox", { name: "Why" }).fill("the enquiry shows the right amount");
  await question.getByRole("button", { name: "Set aside" }).click();
  await expect(drawer.getByText("the enquiry shows the right amount")).toBeVisible();
});

test("a forged notification and a repeated one are kept and change nothing", async ({ cashierPage, ownerPage: page, qfpay, request }) => {
  const { baseUrl } = await product();
  const amount = uniqueAmount();
  await desk(cashierPage).askForQr(amount);
  const outTradeNo = await qfpay.numberOf(amount);
  await qfpay.forge(outTradeNo);
  const bare = await request.post(`${baseUrl}/hooks/qfpay`, {
    headers: { "X-QF-SIGN": "0".repeat(32) },
    data: {
      status: "1",
      notify_type: "payment",
      respcd: "0000",
      out_trade_no: outTradeNo,
      txamt: amount.replace(".", ""),
      txcurrcd: "HKD",
    },
  });
  expect(bare.status()).toBe(401);
  expect(await bare.text()).not.toContain("SUCCESS");
  await cashierPage.getByRole("button", { name: "Ask QFPay now" }).click();
  await expect(cashierPage.getByText("QFPay was asked.")).toBeVisible();
  await expect(cashierPage.getByRole("img", { name: /WeChat QR code/ })).toBeVisible();
  await (await findEntry(page, outTradeNo, "Forged")).click();
  await expect(page.getByRole("dialog").getByText("QFPay did not sign this. It moved nothing.")).toBeVisible();

  await qfpay.pay(outTradeNo);
  await expect(desk(cashierPage).paid()).toBeVisible();
  await qfpay.repeat(outTradeNo);
  await (await findEntry(page, outTradeNo, "Heard before")).click();
  await expect(page.getByRole("dialog").getByText("QFPay had told us this before. Nothing changed.")).toBeVisible();
});

/** Opens the ledger at a number, and answers the link to the delivery about it that has this verdict. */
async function findEntry(page: Page, outTradeNo: string, verdict: string): Promise<Locator> {
  const entry = page.getByRole("main").locator("tr, li").filter({ hasText: verdict }).getByRole("link").first();
  await expect(async () => {
    await page.goto(`/notifications?q=${outTradeNo}`);
    await expect(entry).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  return entry;
}
