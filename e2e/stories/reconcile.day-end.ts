import { writeFileSync } from "node:fs";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { product } from "../product.ts";

/** Today at UTC+8, the day that every other story traded on. */
const today = new Date(Date.now() + 8 * 60 * 60_000).toISOString().slice(0, 10);

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

for (const [locale, colorScheme] of [
  ["zh-HK", "dark"],
  ["zh-CN", "light"],
] as const) {
  test(`every place of the desk reads well in ${locale}, ${colorScheme}`, async ({ browser, ownerPage }) => {
    const storageState = await ownerPage.context().storageState();
    const page = await (await browser.newContext({ locale, colorScheme, storageState })).newPage();
    await page.goto("/me");
    const language = await page.locator("html").getAttribute("lang");
    expect(language).toBe(locale === "zh-HK" ? "zh-Hant" : "zh-Hans");
    for (const place of [
      "/collect",
      "/orders",
      "/refunds",
      "/today",
      "/reconcile",
      `/reconcile/${today}`,
      "/reconcile/statements",
      "/me",
    ]) {
      await page.goto(place);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  });
}
