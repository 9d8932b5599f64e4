import { today } from "../day.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import { books } from "../pages/books.ts";
import { dayAfter, freshSyssn, settlementFile, transactionFile } from "../statement-files.ts";

const day = dayAfter(today, -3);

test("a break is worked by keys alone, and a second person decides in another browser", async ({ financePage, ownerPage }) => {
  const rows = ["88.00", "91.00"].map((gross) => ({ syssn: freshSyssn(day), gross }));
  const [short, fine] = rows;
  if (!short || !fine) throw new Error("two rows");
  const finance = books(financePage);
  await finance.import({ name: "transactions.csv", text: transactionFile(day, rows) }, /Every line was taken in/);
  await finance.import(
    { name: "settlement.csv", text: settlementFile(day, [{ ...short, gross: "87.00" }, fine]) },
    /Every line was taken in/,
  );
  await finance.run(day);

  await financePage.goto(`/reconcile/breaks?day=${day}`);
  const line = financePage.getByRole("link", { name: short.syssn });
  await expect(line).toBeVisible();
  await expect(financePage.getByRole("listitem").filter({ has: line })).toContainText(/with .+, by default/);
  await expectAccessible(financePage);
  const { keyboard } = financePage;
  await keyboard.press("?");
  await expect(financePage.getByRole("alertdialog", { name: "Keys of this desk" })).toBeVisible();
  await expectAccessible(financePage);
  await keyboard.press("Escape");
  await keyboard.press("j");
  await keyboard.press("k");
  await expect(line).toHaveAttribute("aria-current", /true|page/);
  await keyboard.press("Enter");
  await expect(financePage.getByRole("region", { name: "Break" })).toBeFocused();
  await keyboard.press("o");
  const mail = { name: "mail from QFPay.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") };
  await financePage.getByLabel("Documents").setInputFiles(mail);
  await expect(financePage.getByRole("button", { name: `Leave out ${mail.name}` })).toBeVisible();
  for (let steps = 0; steps < 4; steps++) await keyboard.press("Tab"); // from the account over the evidence and its documents to the reason
  await keyboard.type("QFPay confirmed a discount of one dollar.");
  await keyboard.press("Enter");
  await expect(financePage.getByText("Proposed. A second person must approve it.")).toBeVisible();
  await expect(financePage.getByText("You proposed this, so somebody else must approve it.")).toBeVisible();
  await expectAccessible(financePage);

  await ownerPage.goto(`/reconcile/breaks?day=${day}`);
  await expect(ownerPage.getByText("QFPay confirmed a discount of one dollar.")).toBeVisible();
  await expect(ownerPage.getByText("Write-off to QFPay clearing")).toBeVisible();
  await expect(ownerPage.getByRole("link", { name: mail.name })).toHaveAttribute("href", /^\/api\/evidence\//);
  await ownerPage.keyboard.press("y");
  await expectAccessible(ownerPage);
  await ownerPage.keyboard.press("Enter");
  await expect(ownerPage.getByText("Approved.", { exact: true })).toBeVisible();
  await expect(ownerPage.getByRole("link", { name: short.syssn })).toBeHidden();
});

test("a file of an unknown layout is mapped once, and read by itself from then on", async ({ financePage: page }) => {
  const finance = books(page);
  const sale = freshSyssn(day);
  const head = `Settled,Kind,QFPay no. ${sale.slice(-4)},Taken,Amount,Charge`;
  const portal = (syssn: string) => `${head}\n${day},Sale,${syssn},${day} 12:00:00,45.00,0.36\n`;
  await finance.import({ name: "portal.csv", text: portal(sale) }, /No known layout fits/);
  await page.getByRole("button", { name: "Say which column is what" }).click();
  await expectAccessible(page);
  for (const [field, column] of [
    ["Settlement day", "Settled"],
    ["Kind of row", "Kind"],
    ["QFPay's number (syssn)", `QFPay no. ${sale.slice(-4)}`],
    ["Time at QFPay (sysdtm)", "Taken"],
    ["Gross amount", "Amount"],
    ["Fee", "Charge"],
    ["“Sale” means", "Payment"],
    ["Currency", "one value for all rows…"],
    ["Merchant number (mchid)", "one value for all rows…"],
    ["Batch number", "one value for all rows…"],
  ] as const)
    await page.getByLabel(field, { exact: true }).selectOption({ label: column });
  for (const [field, value] of [
    ["Currency", "HKD"],
    ["Merchant number (mchid)", "HKDEMO01"],
    ["Batch number", `PORTAL${sale.slice(-6)}`],
  ] as const)
    await page.getByLabel(`${field}, for all rows`).fill(value);
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText("The row reads well.")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: sale }).last()).toContainText("HK$45.00");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save and take it in" }).click();
  await expect(page.getByText("Every line was taken in.")).toBeVisible();

  // Another file with this header needs nobody: here it repeats the batch, so that two people must decide.
  await finance.import({ name: "portal-2.csv", text: portal(freshSyssn(day)) }, /Another file of the same batch is active/);
});
