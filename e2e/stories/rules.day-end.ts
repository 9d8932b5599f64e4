import { expect, expectAccessible, test } from "../fixtures.ts";
import { books } from "../pages/books.ts";

test("two people change a rule: one asks and says why, the other looks at what becomes of it and agrees", async ({
  financePage,
  ownerPage,
}) => {
  const finance = books(financePage);
  const owner = books(ownerPage);
  const field = (page: typeof financePage) => page.getByLabel("Days until a refused refund has failed");

  await financePage.goto("/reconcile/rules?set=refunds");
  await financePage.locator("summary").filter({ hasText: "Age and times" }).click();
  await field(financePage).fill("much");
  await financePage.getByRole("button", { name: "Propose" }).click();
  await expect(financePage.getByText("Enter a whole number from 1 to 60.")).toBeVisible();
  await field(financePage).fill("7");
  await expect(financePage.getByText("In force: 5 days")).toBeVisible();
  await expectAccessible(financePage);
  await financePage.getByRole("button", { name: "Propose" }).click();
  await finance.say("Refunds of the holidays take longer.", "Propose");
  await expect(financePage.getByText("so somebody else must decide.")).toBeVisible();

  await ownerPage.goto("/reconcile/approvals");
  const asked = ownerPage.locator("section").filter({ hasText: "Refunds of the holidays take longer." });
  await asked.getByRole("link", { name: "Look and decide" }).click();
  await expect(ownerPage.getByRole("heading", { name: "A change waits" })).toBeVisible();
  await ownerPage.getByRole("button", { name: "Approve" }).click();
  await owner.say("", "Approve");

  await expect(ownerPage.getByRole("heading", { name: "A change waits" })).toBeHidden();
  const history = ownerPage.locator("section").filter({ has: ownerPage.getByRole("heading", { name: "History" }) });
  await expect(history).toContainText("Refunds of the holidays take longer.");
  await expect(history).toContainText("7 days");
  await ownerPage.reload();
  await ownerPage.locator("summary").filter({ hasText: "Age and times" }).click();
  await expect(field(ownerPage)).toHaveValue("7");
  await expectAccessible(ownerPage);
});
