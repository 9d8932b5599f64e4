import { writeFileSync } from "node:fs";
import { today } from "../day.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { product } from "../product.ts";

test("finance imports QFPay's statement and matches the day", async ({ financePage: page, request }, testInfo) => {
  const { simulatorUrl } = await product();
  const statement = await request.get(`${simulatorUrl}/control/statements/${today}.csv`);
  const file = testInfo.outputPath(`statement-${today}.csv`);
  writeFileSync(file, await statement.body());
  const lines = (await statement.text()).split("\n").filter((line) => /,(PAYMENT|REFUND),/.test(line)).length;
  expect(lines).toBeGreaterThan(0);

  await page.goto("/reconcile");
  await expectAccessible(page);
  await page.getByRole("link", { name: /import a statement/i }).click();
  await expectAccessible(page);
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByText("Every line was taken in.")).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/reconcile/${today}`);
  await page.getByRole("button", { name: /run/i }).first().click();
  await expect(page.getByRole("tab", { name: new RegExp(`matched.*${lines}`, "i") })).toBeVisible();
  await expect(page.getByRole("tab", { name: /broken.*0/i })).toBeVisible();
  await expectAccessible(page);

  // The same file again, and one that is no statement, change nothing and say so.
  await page.goto("/reconcile/statements");
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByText("This very file was received before.")).toBeVisible();
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "cat.html", mimeType: "text/html", buffer: Buffer.from("<!doctype html><p>Sign in</p>") });
  await expect(page.getByText("This is not a statement we can read.")).toBeVisible();
});

test("today's takings open the orders behind them", async ({ ownerPage: page }) => {
  await page.goto("/today");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Table" }).check();
  await expectAccessible(page);
  await page.getByRole("link", { name: /HK\$/ }).first().click();
  await expect(page).toHaveURL(/paidFrom=/);
  await expect(page.getByText("Paid").first()).toBeVisible();
});
