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

test.describe.configure({ mode: "parallel", timeout: 120_000 }); // many pages in one story

for (const { locale, colorScheme, places } of [
  { locale: "zh-HK", colorScheme: "dark", places: PLACES },
  { locale: "zh-CN", colorScheme: "light", places: PLACES.filter((_, at) => at % 2 === 0) }, // the other stories saw all of them in light
] as const) {
  test(`the desk reads well in ${locale}, ${colorScheme}`, async ({ browser, ownerPage }) => {
    const storageState = await ownerPage.context().storageState();
    const page = await (await browser.newContext({ locale, colorScheme, storageState })).newPage();
    await page.goto("/me");
    const language = await page.locator("html").getAttribute("lang");
    expect(language).toBe(locale === "zh-HK" ? "zh-Hant" : "zh-Hans");
    for (const place of places) {
      await page.goto(place);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  });
}
