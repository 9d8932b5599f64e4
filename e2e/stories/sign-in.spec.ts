import { expect, expectAccessible, test } from "../fixtures.ts";
import { demoStaff } from "../sessions.ts";

test("a cashier signs in and finds the desk", async ({ page }) => {
  const { email, password } = demoStaff("cashier");
  await page.goto("/");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  await expect(page.getByRole("main")).toBeVisible();
  await expectAccessible(page);
});

test("a wrong password opens nothing and says so", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "E-mail" }).fill(demoStaff("cashier").email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page).toHaveURL(/sign-in/);
});

test("a saved session needs no sign-in", async ({ ownerPage }) => {
  await ownerPage.goto("/");
  await expect(ownerPage.getByRole("main")).toBeVisible();
  await expect(ownerPage).not.toHaveURL(/sign-in/);
});
