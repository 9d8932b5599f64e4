import { expect, type Page } from "@playwright/test";

type Upload = { name: string; text: string };

/** The books of settlements, kept like a person keeps them. */
export function books(page: Page) {
  return {
    /** Takes a file in, and answers when the product has said what became of it. */
    async import({ name, text }: Upload, becomes: RegExp): Promise<void> {
      await page.goto("/reconcile/statements");
      await this.choose({ name, text });
      await expect(page.getByText(becomes).first()).toBeVisible();
    },
    async choose({ name, text }: Upload): Promise<void> {
      await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
    },
    async run(day: string): Promise<void> {
      await page.goto(`/reconcile/${day}`);
      await page.getByRole("button", { name: /^run/i }).first().click();
      await expect(page.getByText("The day was run.")).toBeAttached();
    },
    /** Answers the question that is open: why, and yes. */
    async say(why: string, word: string): Promise<void> {
      const question = page.getByRole("alertdialog");
      if (why !== "") await question.getByRole("textbox").last().fill(why);
      await question.getByRole("button", { name: word, exact: true }).click();
      await expect(question).toBeHidden();
    },
    /** A tick or a cross of the checklist of a day's close. */
    point: (word: string) => page.getByRole("listitem").filter({ hasText: word }),
  };
}
