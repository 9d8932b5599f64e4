import { expect, expectAccessible, test } from "../fixtures.ts";
import { receiver } from "../receiver.ts";

test("an API key is shown once, works, and stops working when it is revoked", async ({ ownerPage: page, request }) => {
  const name = `Till ${Date.now()}`;
  await page.goto("/developers");
  await expectAccessible(page);
  await page.getByRole("button", { name: "New API key" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(page.getByText("It is shown only this once")).toBeVisible();
  const key = (await page.locator("[data-secret]").textContent()) ?? "";
  await expectAccessible(page);
  const read = () => request.get("/api/v1/orders", { headers: { authorization: `Bearer ${key}` } });
  expect((await read()).status()).toBe(200);

  await page.reload();
  await expect(page.getByText(name).first()).toBeVisible();
  await expect(page.getByText(key)).toHaveCount(0);
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("button", { name: `Revoke ${name}` })).toHaveCount(0);
  expect((await read()).status()).toBe(401);
});

test("a webhook is delivered, and once more on request", async ({ ownerPage: page }) => {
  const shop = await receiver();
  await page.goto("/developers/webhooks");
  await page.getByRole("button", { name: "Add a webhook" }).click();
  await page.getByRole("textbox", { name: "Address" }).fill(shop.url);
  await page.getByRole("radio", { name: "Choose" }).check();
  await page.getByRole("checkbox", { name: "payment.needs_person" }).check();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Add a webhook" }).click();
  await expect(page.locator("[data-secret]")).toHaveText(/^whsec_/);
  await page.getByRole("button", { name: "I have stored it" }).click();
  const card = page.locator("section").filter({ hasText: shop.url });
  await card.getByRole("button", { name: "Send a test event" }).click();
  await expectAccessible(page);
  await card.getByRole("link", { name: "Follow it" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("Delivered")).toBeVisible();
  await expect(drawer.getByText("Answered 204")).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Send again" }).click();
  await expect(drawer.getByText("Answered 204")).toHaveCount(2);
  expect(shop.heard).toEqual(["endpoint.test", "endpoint.test"]);

  await page.goto("/developers/webhooks");
  await card.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(card).toHaveCount(0);
  shop.close();
});
