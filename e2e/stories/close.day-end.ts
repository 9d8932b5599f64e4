import { readFile } from "node:fs/promises";
import { today } from "../day.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { books } from "../pages/books.ts";
import { bankFile, dayAfter, freshSyssn, net, settlementFile, transactionFile } from "../statement-files.ts";

test("two people close a day, open it again for a late file, and find its money at the bank", async ({ financePage, ownerPage }) => {
  const day = dayAfter(today, -2);
  const openDay = dayAfter(today, -1); // what comes late is posted in the newest open day that is over
  const [paid, late] = [
    { syssn: freshSyssn(day), gross: "120.00" },
    { syssn: freshSyssn(day), gross: "66.00" },
  ];
  const ref = `PO${freshSyssn(day).slice(-8)}`;
  const finance = books(financePage);
  const owner = books(ownerPage);

  await finance.import({ name: "transactions.csv", text: transactionFile(day, [paid, late]) }, /Every line was taken in/);
  await finance.import(
    { name: "first.csv", text: settlementFile(day, [paid], { payout: { ref, on: openDay } }) },
    /Every line was taken in/,
  );

  // The checklist says what is missing, and has the button for it.
  await financePage.goto(`/reconcile/${day}/close`);
  await expect(finance.point("The newest run knows everything")).toContainText("Run the day again");
  await expectAccessible(financePage);
  await financePage.getByRole("button", { name: "Run again" }).click();
  await financePage.getByRole("button", { name: "Propose to close" }).click();
  await finance.say("All ties.", "Propose to close");
  await expect(financePage.getByText("You proposed this close, so somebody else must approve it.")).toBeVisible();

  await ownerPage.goto("/reconcile/approvals");
  await ownerPage.getByRole("link", { name: "Look and decide" }).first().click();
  await ownerPage.getByRole("button", { name: "Approve and seal" }).click();
  await owner.say("", "Approve and seal");
  await expect(ownerPage.getByText("Closed, version 1")).toBeVisible();
  await expect(ownerPage.getByRole("heading", { name: "Journals" })).toBeVisible();
  await expectAccessible(ownerPage);
  const [certificate] = await Promise.all([
    ownerPage.waitForEvent("download"),
    ownerPage.getByRole("link", { name: "Certificate" }).click(),
  ]);
  expect(certificate.suggestedFilename()).toContain(`${day}-v1.json`);
  const [pdf] = await Promise.all([ownerPage.waitForEvent("download"), ownerPage.getByRole("link", { name: "PDF" }).click()]);
  expect(pdf.suggestedFilename()).toContain(`${day}-v1.pdf`);
  expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe("%PDF-");
  await ownerPage.getByRole("button", { name: "Export" }).click();
  const [journals] = await Promise.all([ownerPage.waitForEvent("download"), ownerPage.getByRole("button", { name: "Download" }).click()]);
  expect(journals.suggestedFilename()).toContain(day);

  // A file that comes late leaves the closed day as it is: its rows are posted in an open one.
  await finance.import({ name: "late.csv", text: settlementFile(day, [late]) }, /day that is closed already/);
  await finance.run(openDay);
  await financePage.goto(`/reconcile/${openDay}/close`);
  await financePage.getByRole("button", { name: "Show", exact: true }).click();
  await expect(financePage.getByRole("listitem").filter({ hasText: late.syssn })).toContainText("Matched");

  await financePage.goto(`/reconcile/${day}/close`);
  await financePage.getByRole("button", { name: "Open again" }).click();
  await finance.say("A late file belongs to it.", "Open again");
  await ownerPage.goto(`/reconcile/${day}/close`);
  await ownerPage.getByRole("button", { name: "Agree and open" }).click();
  await owner.say("", "Agree and open");
  await expect(ownerPage.getByText("Open again for version 2")).toBeVisible();
  await ownerPage.getByRole("button", { name: "Run again" }).click();
  await ownerPage.getByRole("button", { name: "Propose to close" }).click();
  await owner.say("", "Propose to close");
  await financePage.goto(`/reconcile/${day}/close`);
  await financePage.getByRole("button", { name: "Approve and seal" }).click();
  await finance.say("", "Approve and seal");
  await expect(financePage.getByText("Closed, version 2")).toBeVisible();
  await financePage.getByRole("button", { name: "Compare with version 1" }).click();
  await expect(financePage.getByRole("row").filter({ hasText: "late.csv" })).toContainText("Matched");

  // What another rule would have made of the day is looked at, and nothing of it is kept.
  await financePage.goto(`/reconcile/rules?first=${day}&last=${day}`);
  await financePage.locator("summary").filter({ hasText: "Fee rate in %" }).click();
  await financePage.getByLabel("Fee rate in %").fill("0.6");
  await financePage.getByRole("button", { name: "See what changes" }).click();
  await expect(financePage.getByText("2 outcomes would be different.")).toBeVisible();
  await expect(financePage.getByRole("listitem").filter({ hasText: late.syssn })).toContainText("Fee differs");

  // The bank's side: the payout's credit is found by its reference; a stranger's transfer is set aside by two people.
  const stranger = `TRANSFER ${ref.slice(-4)}`;
  const bank = bankFile([
    { on: openDay, text: `QFPAY ${ref}`, amount: net(paid.gross) },
    { on: openDay, text: stranger, amount: "5000.00" },
  ]);
  await finance.import({ name: "bank.csv", text: bank }, /Every line was taken in/);
  await financePage.goto("/reconcile/payouts");
  await expect(financePage.locator("section").filter({ hasText: `QFPAY ${ref}` })).toContainText("Received");
  await expectAccessible(financePage);
  await financePage.getByRole("button", { name: "Not QFPay's" }).first().click();
  await finance.say("It is rent.", "Not QFPay's");
  await ownerPage.goto("/reconcile/approvals");
  const asked = ownerPage.locator("section").filter({ hasText: "It is rent." });
  await asked.getByRole("button", { name: "Approve" }).click();
  await owner.say("", "Approve");
  await expect(asked).toBeHidden();
});
