import { today } from "../day.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";

const DESK = [
  "/collect",
  "/orders",
  "/cases",
  "/refunds",
  "/today",
  "/notifications",
  "/lights",
  "/developers",
  "/developers/webhooks",
  "/developers/deliveries",
  "/me",
];
const BOOKS = [
  "/reconcile",
  `/reconcile/${today}`,
  `/reconcile/${today}/close`,
  `/reconcile/months/${today.slice(0, 7)}`,
  "/reconcile/breaks",
  "/reconcile/payouts",
  "/reconcile/approvals",
  "/reconcile/statements",
  "/reconcile/reports",
  "/reconcile/boundary",
  "/reconcile/rules",
];
const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
const everySecond = (places: readonly string[]): string[] => places.filter((_, at) => at % 2 === 0); // the other stories saw all of them in light

test.describe.configure({ mode: "parallel" });

for (const { what, locale, colorScheme, on, places } of [
  { what: "the desk reads", locale: "zh-HK", colorScheme: "dark", on: DESKTOP, places: DESK },
  { what: "the books read", locale: "zh-HK", colorScheme: "dark", on: DESKTOP, places: BOOKS },
  { what: "a phone reads", locale: "zh-CN", colorScheme: "light", on: PHONE, places: [...everySecond(DESK), ...everySecond(BOOKS)] },
] as const) {
  test(`${what} well in ${locale}, ${colorScheme}`, async ({ browser, ownerPage }) => {
    const storageState = await ownerPage.context().storageState();
    const page = await (await browser.newContext({ ...on, locale, colorScheme, storageState })).newPage();
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
