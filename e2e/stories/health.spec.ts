import { expect, expectAccessible, test } from "../fixtures.ts";

test("the lights say what works and what to do, and a case lights one", async ({ ownerPage: page, cashierPage, qfpay }) => {
  const strange = `STRANGE${Date.now()}`;
  await qfpay.speaksOf(strange);
  await page.goto("/lights");
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(12);
  const cases = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Cases" }) });
  await expect(async () => {
    await page.getByRole("button", { name: "Measure again" }).click();
    await expect(cases.getByText("Look at it")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(cases.getByText('Open "Needs you".')).toBeVisible();
  await expectAccessible(page);

  await page.goto("/cases?is=open&kind=quarantined");
  await page.getByRole("link", { name: strange }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("No payment or refund here has this number.")).toBeVisible();
  await drawer.getByRole("button", { name: "Ask QFPay about it" }).click();
  await expect(drawer.getByText("QFPay knows nothing under this number.")).toBeVisible();

  await cashierPage.goto("/lights");
  await expect(cashierPage.getByRole("heading", { name: "This page is not for your role" })).toBeVisible();
});
