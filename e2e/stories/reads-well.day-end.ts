import { today } from "../day.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";

const PLACES = [
  "/collect",
  "/orders",
  "/cases",
  "/refunds",
  "/today",
  "/reconcile",
  `/reconcile/${today}`,
  "/reconcile/statements",
  "/notifications",
  "/lights",
  "/developers",
  "/developers/webhooks",
  "/developers/deliveries",
  "/me",
];

test.describe.configure({ mode: "parallel" });

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
    for (const place of PLACES) {
      await page.goto(place);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  });
}
